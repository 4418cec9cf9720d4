import { waitFor } from '../pacing/waitFor.js';
import type { FetchContext } from './FetchContext.js';

/**
 * Waits, without a place, while the session is cut. The last chunk may come in the replay, and what happened after it has
 * come by RESUMED. `false`: the session stays away for `chunkIdle`.
 */
export async function awaitReplay(context: FetchContext): Promise<boolean> {
	const { guild, clock, config, signal } = context;
	if (!guild.isAway) return true;
	const change = () =>
		waitFor(signal, (arrived) => {
			const cancel = clock.setTimer(config.timeouts.chunkIdle, arrived);
			const unlisten = guild.listen({ onConnection: () => guild.isAway || arrived(), onBreak: arrived });
			return () => {
				cancel();
				unlisten();
			};
		});
	await context.spent.during('session', () => context.place.aside(change));
	return !guild.isAway;
}
