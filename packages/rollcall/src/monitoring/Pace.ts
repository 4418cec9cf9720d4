import type { IClock } from '../interfaces/IClock.js';

interface Mark {
	readonly at: number;
	readonly count: number;
}

/** How fast a count grows, measured from the first count to the last. */
export class Pace {
	readonly #clock: IClock;
	#first: Mark | undefined;
	#last: Mark | undefined;

	constructor(clock: IClock) {
		this.#clock = clock;
	}

	/** Takes a count. If it is lower than the last one, the work began again, and so does the measurement. */
	note(count: number): void {
		const mark = { at: this.#clock.now(), count };
		if (this.#last === undefined || count < this.#last.count) this.#first = mark;
		this.#last = mark;
	}

	/** Ms to reach `total` at this pace; `undefined` while the pace is not known. */
	remainingMs(total: number): number | undefined {
		if (this.#first === undefined || this.#last === undefined) return undefined;
		const gained = this.#last.count - this.#first.count;
		const took = this.#last.at - this.#first.at;
		if (gained <= 0 || took <= 0) return undefined;
		return Math.max(0, total - this.#last.count) * (took / gained);
	}
}
