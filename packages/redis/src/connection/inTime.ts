import type { IClock } from 'rollcall';

/** A timer that is this late shows that the event loop was busy, or that the process was stopped. */
const LATE_MS = 50;
/** How long it waits once more then. */
const GRACE_MS = 100;
/** On a machine that is never on time, the wait ends all the same. */
const MOST_GRACES = 3;

/** Redis did not answer in time. */
export class LateError extends Error {
	override readonly name = 'LateError';
}

/**
 * Waits for an answer of Redis, for `ms` at most. If the event loop was busy when the time was up, the answer may lie unread in
 * the socket, so it waits a little longer, and at the end always until the sockets were read once more.
 */
export function inTime<T>(clock: IClock, ms: number, answer: Promise<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		let cancel = () => {};
		let turn: NodeJS.Immediate | undefined;
		const giveUp = () => reject(new LateError(`Redis did not answer within ${ms} ms.`));
		const wait = (forMs: number, graceCount: number) => {
			const dueAt = clock.now() + forMs;
			cancel = clock.setTimer(forMs, () => {
				if (clock.now() - dueAt > LATE_MS && graceCount < MOST_GRACES) wait(GRACE_MS, graceCount + 1);
				else turn = setImmediate(giveUp);
			});
		};
		wait(ms, 0);
		const end = () => {
			cancel();
			clearImmediate(turn);
		};
		answer.finally(end).then(resolve, reject);
	});
}
