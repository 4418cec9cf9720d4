import type { MemberFetchConfig } from '../config/schema.js';
import type { IClock } from '../interfaces/IClock.js';
import { Place } from './Place.js';
import { Places } from './Places.js';
import { RateGate } from './RateGate.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** How busy the gate is. */
export interface OperationGateStatus {
	/** Operations that run now. */
	readonly running: number;
	/** Operations that wait for a place or for their start. */
	readonly queued: number;
	readonly startsInLastMinute: number;
	/** Ms until one more operation may start; 0 if it may start now. */
	readonly waitMs: number;
}

/** Limits the operations of the service, as its config says: how many start, and how many run at the same time. */
export class OperationGate {
	readonly #limits: () => MemberFetchConfig['rateLimit'];
	readonly #starts: RateGate;
	readonly #places: Places;

	constructor(clock: IClock, limits: () => MemberFetchConfig['rateLimit']) {
		this.#limits = limits;
		this.#starts = new RateGate(clock, () => [
			{ count: limits().requestsPerMinute, windowMs: MINUTE_MS },
			{ count: limits().burstLimit, windowMs: SECOND_MS },
		]);
		this.#places = new Places(limits().maxConcurrentRequests);
	}

	get status(): OperationGateStatus {
		return {
			running: this.#places.takenCount,
			queued: this.queuedCount,
			startsInLastMinute: this.#starts.countWithin(MINUTE_MS),
			waitMs: this.waitMs,
		};
	}

	/** Whether every place is taken. */
	get isFull(): boolean {
		return this.#places.takenCount >= this.#limits().maxConcurrentRequests;
	}

	/** Operations that wait for a place or for their start. */
	get queuedCount(): number {
		return this.#places.waitingCount + this.#starts.waitingCount;
	}

	/** Ms until one more operation may start; 0 if it may start now. */
	get waitMs(): number {
		return this.#starts.waitMs;
	}

	/** One more operation starts without a wait. */
	get startsAtOnce(): boolean {
		return this.#starts.waitingCount === 0 && this.waitMs === 0;
	}

	/** The limit for starts that holds up most of the waiting callers. */
	get tightest(): 'requestsPerMinute' | 'burstLimit' {
		const wanted = this.#starts.countWithin(MINUTE_MS) + this.#starts.waitingCount;
		return wanted >= this.#limits().requestsPerMinute ? 'requestsPerMinute' : 'burstLimit';
	}

	/** Waits until one more operation may start; first come, first served. Rejects at once when `signal` fires. */
	start(signal: AbortSignal): Promise<void> {
		return this.#starts.take(signal);
	}

	/**
	 * Runs a task when a place is free; first come, first served. If `signal` fires while the task waits, it leaves the queue
	 * at once and never runs. A task that runs keeps its place until it settles or gives the place back for a wait, and
	 * must watch the signal itself.
	 */
	async run<T>(task: (place: Place) => Promise<T>, signal: AbortSignal): Promise<T> {
		const place = new Place(this.#places);
		await place.take(signal);
		try {
			return await task(place);
		} finally {
			place.end();
		}
	}

	/** Applies changed limits at once, also to callers that wait. Tasks that run are not affected. */
	changed(): void {
		this.#places.resize(this.#limits().maxConcurrentRequests);
		this.#starts.changed();
	}
}
