import type { FetchMetadata } from 'rollcall';
import type { SavedTarget } from './WorldCommands.js';

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
	for (const guildId of [largestId, ...guildIds.filter((id) => id !== largestId)]) {
		const { metadata } = await ask(guildId);
		if (metadata.status !== 'stale' || metadata.complete)
			throw new Error(`The list of ${guildId} is ${metadata.status} right after the restart: ${metadata.reason}`);
		members += metadata.totalCount;
		firstMs ||= performance.now() - beganAt;
	}
	return { firstMs, allMs: performance.now() - beganAt, lists: guildIds.length, members };
}
