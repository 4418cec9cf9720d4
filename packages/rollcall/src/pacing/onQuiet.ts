import type { CancelTimer, IClock } from '../interfaces/IClock.js';

/** A timer that is this late shows that the event loop was busy. */
const LATE_MS = 50;
/** How long it waits once more then: what came meanwhile is read in a turn or two. */
const GRACE_MS = 200;
/** On a machine that is never on time, a silence ends all the same. */
const MOST_GRACES = 3;

/**
 * Calls back after `ms` in which nothing cancelled it. If the event loop was busy when the time was up, what has arrived is
 * still unread, so the silence may be that of the process alone. Then it waits a little longer, and at the end always until
 * the sockets were read once more.
 *
 * @param mostGraces - how often it waits longer
 */
export function onQuiet(clock: IClock, ms: number, callback: () => void, mostGraces = MOST_GRACES): CancelTimer {
	let turn: NodeJS.Immediate | undefined;
	let cancelTimer: CancelTimer = () => {};
	const wait = (forMs: number, graceCount: number) => {
		const dueAt = clock.now() + forMs;
		cancelTimer = clock.setTimer(forMs, () => {
			const isLate = clock.now() - dueAt > LATE_MS;
			if (isLate && graceCount < mostGraces) wait(Math.min(forMs, GRACE_MS), graceCount + 1);
			else turn = setImmediate(callback);
		});
	};
	wait(ms, 0);
	return () => {
		cancelTimer();
		clearImmediate(turn);
	};
}
