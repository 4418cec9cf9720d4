import type { Clock } from './Clock.js';

/** Waits for work, but no longer than `ms`. Says whether it was done in time; the caller catches failures. */
export async function within(clock: Clock, ms: number, work: Promise<unknown>): Promise<boolean> {
	let cancel = () => {};
	const late = new Promise<false>((resolve) => {
		cancel = clock.after(ms, () => resolve(false));
	});
	try {
		return await Promise.race([work.then(() => true), late]);
	} finally {
		cancel();
	}
}
