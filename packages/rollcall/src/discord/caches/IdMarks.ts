import { type IdWords, parseSnowflake } from '../../payloads/snowflake.js';
import { idHash } from '../../roster/columns/idHash.js';

/**
 * Of so many marks, a bit each. With an eighth of them there are bytes for, which is what thousands of guilds mark, one id in
 * twelve that is not marked counts as marked, and each of these is looked for in all rows.
 */
const SIZE_BITS = 19;
const words: IdWords = { low: 0, high: 0 };

/** Marks ids for good, in memory that does not grow. Others may count as marked, too. */
export class IdMarks {
	readonly #marks = new Uint32Array(1 << (SIZE_BITS - 5));

	add({ low, high }: Readonly<IdWords>): void {
		const mark = markOf(low, high);
		this.#marks[mark >>> 5] = (this.#marks[mark >>> 5] as number) | (1 << (mark & 31));
	}

	addId(id: string): void {
		if (parseSnowflake(id, words)) this.add(words);
	}

	/** `false` if the id was never marked. */
	mayHave({ low, high }: Readonly<IdWords>): boolean {
		const mark = markOf(low, high);
		return ((this.#marks[mark >>> 5] as number) & (1 << (mark & 31))) !== 0;
	}
}

function markOf(low: number, high: number): number {
	return idHash(low, high) >>> (32 - SIZE_BITS);
}
