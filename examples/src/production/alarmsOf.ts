import type { FetchStatistics, IMemberFetchService } from 'rollcall';

type Watched = Pick<IMemberFetchService, 'healthCheck' | 'getStatistics' | 'getCacheStats'>;
const NEEDS_PEOPLE = ['MISSING_INTENT', 'INTENT_NOT_GRANTED', 'INVALID_TOKEN', 'MISSING_ACCESS', 'REJECTED'];

/** Everything that needs a look, in words. @param before - the figures of the last look */
export async function alarmsOf(service: Watched, before?: FetchStatistics): Promise<string[]> {
	const now = service.getStatistics();
	const since = (of: (figures: FetchStatistics) => number) => of(now) - (before ? of(before) : 0);
	const { status, reasons } = await service.healthCheck();
	const { bytes, maxBytes } = service.getCacheStats();
	const alarms = status === 'healthy' ? [] : [`${status}: ${reasons.join(' ')}`];
	for (const code of NEEDS_PEOPLE) {
		const count = since(({ errors }) => errors[code] ?? 0);
		if (count > 0) alarms.push(`${count} answers failed with ${code}, and will until somebody fixes it.`);
	}
	const refused = since(({ refusals }) => refusals.gateway);
	if (refused > 0) alarms.push(`Discord refused ${refused} requests for all members: who else asks for them?`);
	if (bytes > 0.9 * maxBytes) alarms.push(`The lists take ${bytes} of ${maxBytes} bytes.`);
	return alarms;
}
