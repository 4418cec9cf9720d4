import type { CancelTimer, IClock } from '../interfaces/IClock.js';
import { SystemClock } from '../pacing/SystemClock.js';

const TICK_MS = 2;
/** So much of the time between two ticks counts: the rest went to work, or to what else the machine had to do. */
const COUNTED_MS = 3;
/** Nobody waits for what is due so late. */
const LONG_MS = 120_000;

interface Timer {
	readonly dueAt: number;
	/** In ms of waiting. */
	readonly dueAfter: number;
	readonly ring: () => void;
}

/**
 * The time of this machine, whose timers count only time in which the event loop waits. On a busy machine the work before
 * an answer may take longer than a timer lasts, and a silence is one only if something could have been heard.
 */
export class PatientClock implements IClock {
	readonly #clock = new SystemClock();
	readonly #timers = new Set<Timer>();
	#waitedMs = 0;
	#tickedAt = 0;
	#ticker: NodeJS.Timeout | undefined;

	/** How long the event loop has waited while a timer was set. */
	get waitedMs(): number {
		return this.#waitedMs;
	}

	now(): number {
		return this.#clock.now();
	}

	wallNow(): number {
		return this.#clock.wallNow();
	}

	setTimer(delayMs: number, callback: () => void): CancelTimer {
		if (delayMs > LONG_MS) return this.#clock.setTimer(delayMs, callback);
		const timer = { dueAt: this.now() + delayMs, dueAfter: this.#waitedMs + delayMs, ring: callback };
		this.#timers.add(timer);
		this.#start();
		return () => void this.#timers.delete(timer);
	}

	#start(): void {
		if (this.#ticker) return;
		this.#tickedAt = this.now();
		this.#ticker = setInterval(() => this.#tick(), TICK_MS).unref();
	}

	#tick(): void {
		const now = this.now();
		this.#waitedMs += Math.min(now - this.#tickedAt, COUNTED_MS);
		this.#tickedAt = now;
		const due = [...this.#timers].filter(({ dueAt, dueAfter }) => dueAt <= now && dueAfter <= this.#waitedMs);
		for (const timer of due.sort((a, b) => a.dueAfter - b.dueAfter)) if (this.#timers.delete(timer)) timer.ring();
		if (this.#timers.size > 0) return;
		clearInterval(this.#ticker);
		this.#ticker = undefined;
	}
}
