import { waitFor } from '../pacing/waitFor.js';
import type { FetchContext } from './FetchContext.js';

/**
 * Waits while the session is cut: the last chunk may come in the replay, and what happened after it only until RESUMED.
 * `false`: the session stays away for `chunkIdle`.
 */
export async function awaitReplay({ sync, guild, clock, config, signal }: FetchContext): Promise<boolean> {
	const isAway = () => sync.doubt(guild)?.kind === 'away';
	if (!isAway()) return true;
	await waitFor(signal, (arrived) => {
		const cancel = clock.setTimer(config.timeouts.chunkIdle, arrived);
		const unlisten = guild.listen({ onConnection: () => isAway() || arrived(), onEraEnd: arrived });
		return () => {
			cancel();
			unlisten();
		};
	});
	return !isAway();
}
