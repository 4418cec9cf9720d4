import type { CancelTimer, IClock } from '../interfaces/IClock.js';

interface Timer {
	readonly at: number;
	/** Timers of one moment run in the order in which they were set. */
	readonly order: number;
	readonly run: () => void;
}

const EPOCH = Date.UTC(2026, 0, 1);

/** Lets every promise chain run to its end, however deep: Node runs a tick only when no microtask is left. */
const drainMicrotasks = () => new Promise<void>((resolve) => process.nextTick(resolve));
/** Gives code that yields by `setImmediate` its turn too. */
const oneTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * A clock for tests, which stands still until it is told to move. Work that needs no time to pass runs first:
 * promise chains between timers of one moment, and a turn of the event loop before each step forward.
 */
export class VirtualClock implements IClock {
	#now = 0;
	#order = 0;
	/** Latest first, so that the next one to run is popped off the end. */
	readonly #timers: Timer[] = [];

	/** @param takeTurn - resolves when everything is done that needs no time to pass */
	constructor(private readonly takeTurn: () => Promise<void> = oneTurn) {}

	now(): number {
		return this.#now;
	}

	wallNow(): number {
		return EPOCH + this.#now;
	}

	/** How many timers are set: 0 proves that nothing was left behind. */
	get pendingCount(): number {
		return this.#timers.length;
	}

	setTimer(delayMs: number, callback: () => void): CancelTimer {
		const timer = { at: this.#now + Math.max(0, delayMs || 0), order: this.#order++, run: callback };
		this.#timers.splice(this.#indexOf(timer), 0, timer);
		return () => {
			const index = this.#indexOf(timer);
			if (this.#timers[index] === timer) this.#timers.splice(index, 1);
		};
	}

	/** Moves on by `ms`, running each timer on the way at its own moment. */
	async advance(ms: number): Promise<void> {
		const end = this.#now + ms;
		await this.takeTurn();
		for (let next = this.#next; next !== undefined && next.at <= end; next = this.#next) await this.#run(next);
		this.#now = end;
	}

	/** The whole process stands still for so long, as under SIGSTOP: what was due meanwhile runs late. */
	oversleep(ms: number): void {
		this.#now += ms;
	}

	/**
	 * Moves on from timer to timer until `promise` settles, and settles like it.
	 *
	 * @throws Error if it is still pending after `limitMs` of virtual time, or with no timer left to wait for.
	 */
	async runUntil<T>(promise: Promise<T>, limitMs: number): Promise<T> {
		const start = this.#now;
		let settled = false;
		const settle = () => {
			settled = true;
		};
		promise.then(settle, settle);
		await this.takeTurn();
		while (!settled) {
			const next = this.#next;
			if (next === undefined || next.at > start + limitMs) throw this.#stuck(start, next);
			await this.#run(next);
		}
		return promise;
	}

	/** A timer of a later moment moves time, and the moment after it ends with a turn of the event loop. */
	async #run(timer: Timer): Promise<void> {
		this.#timers.pop();
		this.#now = Math.max(this.#now, timer.at);
		timer.run();
		await drainMicrotasks();
		if (this.#next === undefined || this.#next.at > this.#now) await this.takeTurn();
	}

	get #next(): Timer | undefined {
		return this.#timers.at(-1);
	}

	#stuck(start: number, next: Timer | undefined): Error {
		const future = next === undefined ? 'no timer is set' : `the next timer is due at ${next.at} ms`;
		return new Error(`Still pending after ${this.#now - start} ms, at ${this.#now} ms of virtual time; ${future}.`);
	}

	/** Where `timer` is, or belongs, by binary search. */
	#indexOf(timer: Timer): number {
		let low = 0;
		let high = this.#timers.length;
		while (low < high) {
			const middle = (low + high) >>> 1;
			const other = this.#timers[middle] as Timer;
			if (other.at > timer.at || (other.at === timer.at && other.order > timer.order)) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}
