import { because } from '../errors/because.js';
import { MemberFetchError } from '../errors/MemberFetchError.js';

/** REST refuses for its rate, and for longer than anybody waits for it. */
export function explainLimit(guildId: string, retryAfterMs: number): MemberFetchError {
	const why = because('restLimited', { ms: Math.ceil(retryAfterMs) });
	return new MemberFetchError('RATE_LIMITED', `Guild ${guildId}: ${why}. Retry is safe then.`, {
		guildId,
		retryAfterMs,
	});
}
