import type { MemberFetchConfig } from '../config/schema.js';
import type { IClock } from '../interfaces/IClock.js';
import { Place } from './Place.js';
import { Places } from './Places.js';
import { RateGate } from './RateGate.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** How busy the gate is. */
export interface OperationGateStatus {
	/** Operations that run. */
	readonly running: number;
	/** Operations that wait, for a place or for their start. */
	readonly queued: number;
	readonly startsInLastMinute: number;
	/** Ms until one more operation may be started; 0 where it may now. */
	readonly waitMs: number;
}

/** Bounds the operations of the service by its own config: how many are started, and how many run at once. */
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
			queued: this.#places.waitingCount + this.#starts.waitingCount,
			startsInLastMinute: this.#starts.countWithin(MINUTE_MS),
			waitMs: this.#starts.waitMs,
		};
	}

	/** Of the limits for starts, the one that most of those who wait are kept by. */
	get tightest(): 'requestsPerMinute' | 'burstLimit' {
		const wanted = this.#starts.countWithin(MINUTE_MS) + this.#starts.waitingCount;
		return wanted >= this.#limits().requestsPerMinute ? 'requestsPerMinute' : 'burstLimit';
	}

	/** Waits until one more operation may be started, first come first served. Rejects at once when `signal` fires. */
	start(signal: AbortSignal): Promise<void> {
		return this.#starts.pass(signal);
	}

	/**
	 * Runs a task when a place is free, first come first served. A task that still waits when `signal` fires leaves the
	 * queue at once and never runs; one that runs keeps its place until it settles or gives it back for a wait, and has to
	 * mind the signal itself.
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

	/** Applies changed limits at once, to those who wait too. Tasks that run are left alone. */
	changed(): void {
		this.#places.resize(this.#limits().maxConcurrentRequests);
		this.#starts.changed();
	}
}
