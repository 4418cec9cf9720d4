import { type IdWords, parseSnowflake } from '../../payloads/snowflake.js';
import { idHash } from '../../roster/columns/idHash.js';

/** 64 KB of marks, a bit each. With half as many marked ids, three in five others are still told from them. */
const SIZE_BITS = 19;
const words: IdWords = { low: 0, high: 0 };

/** Marks ids for good, in memory that does not grow. Others may count as marked, too. */
export class IdMarks {
	readonly #marks = new Uint8Array(1 << (SIZE_BITS - 3));

	add({ low, high }: Readonly<IdWords>): void {
		const mark = markOf(low, high);
		this.#marks[mark >>> 3] = (this.#marks[mark >>> 3] as number) | (1 << (mark & 7));
	}

	addId(id: string): void {
		if (parseSnowflake(id, words)) this.add(words);
	}

	/** `false` if the id was never marked. */
	mayHave({ low, high }: Readonly<IdWords>): boolean {
		const mark = markOf(low, high);
		return (((this.#marks[mark >>> 3] as number) >>> (mark & 7)) & 1) === 1;
	}
}

function markOf(low: number, high: number): number {
	return idHash(low, high) >>> (32 - SIZE_BITS);
}
