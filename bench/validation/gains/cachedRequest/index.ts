import { isExact } from '../../../checking/compare.js';
import { formatMs, significant, whole } from '../../../reporting/figures.js';
import { markdownTable } from '../../../reporting/markdownTable.js';
import { median } from '../../../reporting/median.js';
import type { Gain } from '../../promises/Gain.js';
import type { CachedRequest, OriginalCall, ServiceCalls } from './CachedRequest.js';
import { measureCalls } from './measureCalls.js';

const PROMISED_MS = 100;
const TARGET_MS = 1;

/** A call whose list is at hand. */
export const cachedRequest: Gain<CachedRequest> = {
	name: 'cached',
	promise: 'cached request < 100 ms (target: 1 ms)',
	measure: measureCalls,
	explanation: [
		'- Each time is that of one `fetchGuildMembers` call, until the answer is there and its size is read. The calls ran one after the other, and none asked Discord for anything. Median of the rounds.',
		'- The members of an answer are made when you read them. The last column is the time to read the name of every member once. The last list was compared with the world in every field.',
		'- The original way keeps no list that it knows to be complete: `guild.members.fetch()` asks Discord each time, and Discord refuses a second request for 30 s.',
	],
	judge: (found) =>
		groups(found).flatMap(({ members, service }) => {
			const { p99 } = summarise(service);
			const isFromMemory = service.every(({ calls }) => calls.fromMemory === calls.count);
			return [PROMISED_MS, TARGET_MS].map((limit) => ({
				what: `${whole(members)} members: p99 under ${limit} ms${limit === TARGET_MS ? ' (target)' : ''}`,
				figure: isFromMemory ? `${significant(p99)} ms` : 'not every call was answered from memory',
				isReached: isFromMemory && p99 < limit,
			}));
		}),
	findLies: (found) => found.flatMap((each) => (each.way === 'service' ? liesOf(each) : [])),
	render(found) {
		const rows = groups(found).map(({ members, service, original }) => {
			const { p50, p99, max, readAllMs } = summarise(service);
			const figures = [p50, p99, max, readAllMs].map((ms) => formatMs(ms));
			return [whole(members), renderOriginal(original), ...figures];
		});
		return markdownTable(
			['members', 'original way, second call', 'rollcall, median', 'p99', 'longest', 'reading every member'],
			rows,
		);
	},
};

function groups(found: readonly CachedRequest[]) {
	const sizes = [...new Set(found.map(({ members }) => members))].sort((a, b) => a - b);
	return sizes.map((size) => {
		const here = found.filter(({ members }) => members === size);
		const service = here.filter((each) => each.way === 'service');
		return { members: size, service, original: here.filter((each) => each.way === 'discord.js') };
	});
}

function summarise(rounds: readonly ServiceCalls[]) {
	const middle = (of: (round: ServiceCalls) => number) => median(rounds.map(of));
	return {
		p50: middle(({ calls }) => calls.ms.p50),
		p99: middle(({ calls }) => calls.ms.p99),
		max: middle(({ calls }) => calls.ms.max),
		readAllMs: middle(({ calls }) => calls.readAllMs),
	};
}

function liesOf({ members, round, calls, tally }: ServiceCalls): string[] {
	const where = `${whole(members)} members, round ${round}`;
	const [least, most] = calls.sizes;
	const sizes = least === members && most === members ? [] : [`${where}: lists of ${least} to ${most} members.`];
	return isExact(tally) ? sizes : [...sizes, `${where}: the last list was called complete and is not.`];
}

function renderOriginal(calls: readonly OriginalCall[]): string {
	const said = [...new Set(calls.map(({ asked: { says, code } }) => code ?? says))].join('; or ');
	return `${said} after ${formatMs(median(calls.map(({ asked }) => asked.ms)))}`;
}
