import type { IClock } from '../interfaces/IClock.js';
import { RateGate } from './RateGate.js';
import { sleep } from './sleep.js';

/** Discord closes a connection (4008) that sends more than 120 events in 60 s, heartbeats counted. */
const WINDOW_MS = 60_000;
/** How many op 8 the service sends in any 60 s; the rest is left for heartbeats and for the bot itself. */
const OUR_SENDS = { count: 90, windowMs: WINDOW_MS };
/** The same while work in the background sends, too. The libraries hold back what comes after 114. */
const ALL_SENDS = { count: 110, windowMs: WINDOW_MS };
/** How many op 8 the background sends at most in 60 s: a few are left for calls. */
export const BACKGROUND_SENDS = 106;

/** Paces what the service sends on the connection of one shard, so that Discord does not close it. */
export class SendGate {
	readonly #gate: RateGate;
	/** Monotonic ms of the last send in the background. */
	#backgroundAt = Number.NEGATIVE_INFINITY;

	constructor(private readonly clock: IClock) {
		this.#gate = new RateGate(clock, () => [this.#hasBackground ? ALL_SENDS : OUR_SENDS]);
	}

	/** Ms until one more event may be sent; 0 if it may be sent now. */
	get waitMs(): number {
		return this.#gate.waitMs;
	}

	/** Waits until one more event may be sent; first come, first served. Rejects at once when `signal` fires. */
	take(signal: AbortSignal): Promise<void> {
		return this.#gate.take(signal);
	}

	/**
	 * The same for work that nobody waits for. It sends evenly, so that a call finds a place at once or soon, and it lets
	 * each call go first.
	 *
	 * @param count - how many it may send in 60 s
	 */
	async takeInBackground(signal: AbortSignal, count = BACKGROUND_SENDS): Promise<void> {
		signal.throwIfAborted();
		for (let waitMs = this.#shutMs(count); waitMs > 0; waitMs = this.#shutMs(count))
			await sleep(this.clock, Math.ceil(waitMs), signal);
		this.#backgroundAt = this.clock.now();
		await this.#gate.take(signal); // at once
	}

	/** Ms until the background may send. */
	#shutMs(count: number): number {
		const pace = WINDOW_MS / count;
		if (this.#gate.waitingCount > 0) return Math.max(pace, this.#gate.waitMs);
		const sinceLast = this.clock.now() - this.#backgroundAt;
		return Math.max(0, pace - sinceLast, this.#gate.waitWithin({ count, windowMs: WINDOW_MS }));
	}

	get #hasBackground(): boolean {
		return this.clock.now() - this.#backgroundAt < WINDOW_MS;
	}
}
