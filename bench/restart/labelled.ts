import { setImmediate } from 'node:timers/promises';
import type { FetchMetadata } from 'rollcall';
import type { SavedTarget } from './WorldCommands.js';

/** A bot asks in turns with other work: to ask for thousands at once would be one long turn. */
export const ASKED_AT_ONCE = 16;

/** What an answer has to say for itself. */
interface Labelled {
	readonly metadata: Pick<FetchMetadata, 'status' | 'complete' | 'totalCount' | 'reason'>;
}

/**
 * Asks for each guild, and checks that each answer says that it is from before the restart.
 *
 * @param beganAt - by `performance.now()`
 */
export async function labelled(
	ask: (guildId: string) => Promise<Labelled>,
	{ guildIds, largestId }: SavedTarget,
	beganAt: number,
): Promise<{ firstMs: number; allMs: number; lists: number; members: number }> {
	let members = 0;
	let firstMs = 0;
	let lists = 0;
	for (const guildId of [largestId, ...guildIds.filter((id) => id !== largestId)]) {
		const { metadata } = await ask(guildId);
		if (metadata.status !== 'stale' || metadata.complete)
			throw new Error(`The list of ${guildId} is ${metadata.status} right after the restart: ${metadata.reason}`);
		members += metadata.totalCount;
		firstMs ||= performance.now() - beganAt;
		if (++lists % ASKED_AT_ONCE === 0) await setImmediate();
	}
	return { firstMs, allMs: performance.now() - beganAt, lists, members };
}
