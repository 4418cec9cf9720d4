import { underSignals } from '../pacing/followSignals.js';
import { sleep } from '../pacing/sleep.js';
import type { FetchContext } from './FetchContext.js';

/** How often a connection that tells nothing of its return is looked at. */
const LOOK_AGAIN_MS = 250;

/** Waits until the guild's gate opens, or the connection changes and the plan with it, or for what else the wait is. */
export async function awaitGate(context: FetchContext, orFor?: AbortSignal): Promise<undefined> {
	const { guild, clock, signal } = context;
	const wake = new AbortController();
	const unlisten = guild.listen({ onConnection: () => wake.abort() });
	context.onWait(clock.now() + guild.gate.waitMs);
	try {
		await underSignals([signal, wake.signal, orFor], (any) => guild.gate.wait(any));
	} catch {
		signal.throwIfAborted();
	} finally {
		unlisten();
		context.onWait(undefined);
	}
}

/**
 * Waits while `shouldWait`, looking at each change of the connection and now and then, since a session that is merely
 * silent announces nothing. `false`: `fullFetch` went by, or the shard will not come back.
 */
export async function awaitConnection(context: FetchContext, shouldWait: () => boolean): Promise<boolean> {
	const { guild, sync, clock, signal, config } = context;
	const giveUpAt = clock.now() + config.timeouts.fullFetch;
	while (shouldWait()) {
		if (clock.now() >= giveUpAt || sync.shard(guild.shardId).endCode !== undefined) return false;
		const wake = new AbortController();
		const unlisten = guild.listen({ onConnection: () => wake.abort() });
		await underSignals([signal, wake.signal], (either) => sleep(clock, LOOK_AGAIN_MS, either))
			.catch(() => signal.throwIfAborted())
			.finally(unlisten);
	}
	return true;
}
