/** Cancels a timer; calling it twice, or after the timer ran, does nothing. */
export type CancelTimer = () => void;

/** Where time comes from. Handed in, so that tests own it. */
export interface IClock {
	/** Milliseconds on a monotonic clock: for ages, gates and deadlines. A step of the wall clock does not move it. */
	now(): number;
	/** Milliseconds since the Unix epoch: for what people read (`asOf`, `startTime`). */
	wallNow(): number;
	/** Runs `callback` once after `delayMs`. The timer keeps no process alive. */
	setTimer(delayMs: number, callback: () => void): CancelTimer;
}
