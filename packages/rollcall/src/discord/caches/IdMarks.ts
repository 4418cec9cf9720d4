import { type IdWords, parseSnowflake } from '../../payloads/snowflake.js';

/** Of so many marks, a byte each. With half as many marked ids, three in five others are still told from them. */
const SIZE_BITS = 16;
const words: IdWords = { low: 0, high: 0 };

/** Marks ids for good, in memory that does not grow. Others may count as marked, too. */
export class IdMarks {
	readonly #marks = new Uint8Array(1 << SIZE_BITS);

	/** @param low - the lower word of the id */
	add(low: number): void {
		this.#marks[markOf(low)] = 1;
	}

	addId(id: string): void {
		if (parseSnowflake(id, words)) this.add(words.low);
	}

	/** `false` if the id was never marked. */
	mayHave(id: string): boolean {
		return !parseSnowflake(id, words) || this.#marks[markOf(words.low)] === 1;
	}
}

function markOf(low: number): number {
	return Math.imul(low, 0x9e37_79b1) >>> (32 - SIZE_BITS);
}
