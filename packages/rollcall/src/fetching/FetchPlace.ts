import type { TimeSpent } from '../monitoring/TimeSpent.js';
import type { Place } from '../pacing/Place.js';
import type { FetchDependencies } from './FetchDependencies.js';
import type { Waiters } from './Waiters.js';

/** The operation that wants a place. */
export interface PlaceUser {
	readonly deps: FetchDependencies;
	readonly signal: AbortSignal;
	readonly spent: TimeSpent;
	readonly waiters: Waiters;
}

/** The place of one operation among the `maxConcurrentRequests` that may ask Discord at a time. */
export class FetchPlace {
	#place: Place | undefined;

	constructor(private readonly user: PlaceUser) {}

	/** Runs a task when a place is free. That wait counts for neither source. */
	inTurn<T>(task: () => Promise<T>): Promise<T> {
		const { deps, signal, spent, waiters } = this.user;
		this.#announce();
		const placed = spent.begin('places');
		const run = async (place: Place) => {
			placed();
			waiters.tellWait(undefined);
			this.#place = place;
			return task().finally(() => {
				this.#place = undefined;
			});
		};
		return deps.operations.run(run, signal);
	}

	/** Gives the place back for as long as something is waited for. */
	async aside<T>(wait: () => Promise<T>): Promise<T> {
		const place = this.#place;
		if (!place) return wait();
		const { signal, spent, waiters } = this.user;
		place.giveBack();
		try {
			return await wait();
		} finally {
			this.#announce();
			await spent.during('places', () => place.take(signal));
			waiters.tellWait(undefined);
		}
	}

	#announce(): void {
		const { deps, waiters } = this.user;
		if (deps.operations.isFull) waiters.tellWait(deps.clock.now());
	}
}
