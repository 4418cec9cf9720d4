import type { Arrived, FetchListener } from './FetchOutcome.js';

/** The callers who wait for an operation. They hear how it goes, and some of them have set a deadline. */
export class Waiters {
	/** Monotonic end of the wait that runs, if one does. */
	waitingUntil: number | undefined;
	readonly #listeners = new Set<FetchListener>();
	readonly #deadlines = new Set<{ readonly at: number }>();

	listen(listener: FetchListener): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** The operation does not give up by itself before `until` (monotonic ms); the returned function takes that back. */
	bePatient(until: number): () => void {
		const deadline = { at: until };
		this.#deadlines.add(deadline);
		return () => this.#deadlines.delete(deadline);
	}

	/** Monotonic ms until which somebody wants it to go on trying, whatever fails. */
	get patientUntil(): number {
		return Math.max(Number.NEGATIVE_INFINITY, ...[...this.#deadlines].map(({ at }) => at));
	}

	/** Members arrived. The same id may come again. */
	tellRows(arrived: Arrived): void {
		for (const listener of [...this.#listeners]) listener.onRows?.(arrived);
	}

	/** A wait for a gate or a rate limit began (its end in monotonic ms), or is over. */
	tellWait(until: number | undefined): void {
		if (until === undefined && this.waitingUntil === undefined) return;
		this.waitingUntil = until;
		for (const listener of [...this.#listeners]) listener.onWait?.(until);
	}

	/** All tries are used up. */
	tellSpent(): void {
		for (const listener of [...this.#listeners]) listener.onSpent?.();
	}
}
