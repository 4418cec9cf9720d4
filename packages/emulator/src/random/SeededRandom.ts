import { mix } from './hash.js';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';

/** A stream of numbers that is the same for the same seeds. */
export class SeededRandom {
	readonly #seed: number;
	#step = 0;

	constructor(...seeds: readonly number[]) {
		this.#seed = seeds.reduce((seed, next) => mix(seed, next), 0x5eed);
	}

	/** A number from 0 to 1, without 1. */
	next(): number {
		return mix(this.#seed, this.#step++) / 0x1_0000_0000;
	}

	/** An integer from 0 to `end`, without `end`. */
	below(end: number): number {
		return Math.floor(this.next() * end);
	}

	pick<T>(items: readonly T[]): T {
		return items[this.below(items.length)] as T;
	}

	letters(length: number): string {
		return Array.from({ length }, () => LETTERS[this.below(LETTERS.length)]).join('');
	}
}
