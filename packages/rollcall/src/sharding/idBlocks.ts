import { formatSnowflake, type IdWords, parseSnowflake } from '../payloads/snowflake.js';

const ID_BYTES = 8;
const id: IdWords = { low: 0, high: 0 };

/** Ids as bytes, eight for each, in blocks of at most so many bytes. */
export function* idBlocks(ids: readonly string[], blockBytes: number): Generator<Uint8Array, undefined> {
	const most = Math.max(1, Math.floor(blockBytes / ID_BYTES));
	for (let from = 0; from < ids.length; from += most) {
		const count = Math.min(most, ids.length - from);
		const words = new DataView(new ArrayBuffer(count * ID_BYTES));
		for (let i = 0; i < count; i++) {
			parseSnowflake(ids[from + i] as string, id);
			words.setUint32(i * ID_BYTES, id.low);
			words.setUint32(i * ID_BYTES + 4, id.high);
		}
		yield new Uint8Array(words.buffer);
	}
}

/** The ids of a block. */
export function idsOfBlock({ buffer, byteOffset, byteLength }: Uint8Array): string[] {
	const words = new DataView(buffer, byteOffset, byteLength);
	return Array.from({ length: Math.floor(byteLength / ID_BYTES) }, (_, i) =>
		formatSnowflake(words.getUint32(i * ID_BYTES), words.getUint32(i * ID_BYTES + 4)),
	);
}
