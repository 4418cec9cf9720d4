import PQueue from 'p-queue';
import type { MemberFetchConfig } from '../config/schema.js';
import type { IClock } from '../interfaces/IClock.js';
import { onAbort } from './onAbort.js';
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
	readonly #places: PQueue;

	constructor(clock: IClock, limits: () => MemberFetchConfig['rateLimit']) {
		this.#limits = limits;
		this.#starts = new RateGate(clock, () => [
			{ count: limits().requestsPerMinute, windowMs: MINUTE_MS },
			{ count: limits().burstLimit, windowMs: SECOND_MS },
		]);
		this.#places = new PQueue({ concurrency: limits().maxConcurrentRequests });
	}

	get status(): OperationGateStatus {
		return {
			running: this.#places.pending,
			queued: this.#places.size + this.#starts.waitingCount,
			startsInLastMinute: this.#starts.countWithin(MINUTE_MS),
			waitMs: this.#starts.waitMs,
		};
	}

	/** Waits until one more operation may be started, first come first served. Rejects at once when `signal` fires. */
	start(signal: AbortSignal): Promise<void> {
		return this.#starts.pass(signal);
	}

	/**
	 * Runs a task when a place is free, first come first served. A task that still waits when `signal` fires leaves the
	 * queue at once and never runs; one that runs keeps its place until it settles, and has to mind the signal itself.
	 */
	async run<T>(task: () => Promise<T>, signal: AbortSignal): Promise<T> {
		signal.throwIfAborted();
		// p-queue frees the place of an aborted task though the task goes on, so it may see the signal only while queued.
		const queued = new AbortController();
		const stopListening = onAbort(signal, () => queued.abort(signal.reason));
		const begin = () => {
			stopListening();
			return task();
		};
		return this.#places.add(begin, { signal: queued.signal }).finally(stopListening);
	}

	/** Applies changed limits at once, to those who wait too. Tasks that run are left alone. */
	changed(): void {
		this.#places.concurrency = this.#limits().maxConcurrentRequests;
		this.#starts.changed();
	}
}
