/** Cancels a timer. A second call, or one after the timer has run, does nothing. */
export type CancelTimer = () => void;

/** The time that the service lives by. Pass your own in tests. */
export interface IClock {
	/** Milliseconds on a monotonic clock, for ages and deadlines: a change of the system time does not move it. */
	now(): number;
	/** Milliseconds since the Unix epoch, for times that people read (`asOf`, `startTime`). */
	wallNow(): number;
	/** Runs `callback` once after `delayMs`. The timer must not keep the process alive. */
	setTimer(delayMs: number, callback: () => void): CancelTimer;
}
