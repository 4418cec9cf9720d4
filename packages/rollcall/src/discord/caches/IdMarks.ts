import { type IdWords, parseSnowflake } from '../../payloads/snowflake.js';
import { idHash } from '../../roster/columns/idHash.js';

/** Of so many marks, a byte each. With half as many marked ids, three in five others are still told from them. */
const SIZE_BITS = 16;
const words: IdWords = { low: 0, high: 0 };

/** Marks ids for good, in memory that does not grow. Others may count as marked, too. */
export class IdMarks {
	readonly #marks = new Uint8Array(1 << SIZE_BITS);

	add({ low, high }: Readonly<IdWords>): void {
		this.#marks[markOf(low, high)] = 1;
	}

	addId(id: string): void {
		if (parseSnowflake(id, words)) this.add(words);
	}

	/** `false` if the id was never marked. */
	mayHave({ low, high }: Readonly<IdWords>): boolean {
		return this.#marks[markOf(low, high)] === 1;
	}
}

function markOf(low: number, high: number): number {
	return idHash(low, high) >>> (32 - SIZE_BITS);
}
