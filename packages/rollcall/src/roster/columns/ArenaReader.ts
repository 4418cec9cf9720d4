import { type Arena, BYTES_OF_FLOAT, FLOAT } from './Arena.js';

/** Up to this many bytes a text is put together from its characters, for which the engine calls no native code. */
const SHORT_TEXT = 32;
/** Room for the characters of a short text of each length. */
const CODES = Array.from({ length: SHORT_TEXT + 1 }, (_, length) => new Array<number>(length).fill(0));

/** A text of single-byte characters. */
export function shortText(codes: number[]): string {
	return String.fromCharCode.apply(null, codes);
}

/** Where {@link shortText} can take so many characters from; whoever writes to it reads it at once. */
export function codesOf(length: number): number[] | undefined {
	return CODES[length];
}

/** Reads back what was written to an {@link Arena}, in the same order. */
export class ArenaReader {
	#bytes: Buffer;
	#at: number;

	/** @param address - of the row to read */
	constructor(arena: Arena, address: number) {
		this.#bytes = arena.segmentOf(address);
		this.#at = arena.offsetOf(address);
	}

	/** Goes to another row, so that a walk over many needs one reader. */
	moveTo(arena: Arena, address: number): void {
		this.#bytes = arena.segmentOf(address);
		this.#at = arena.offsetOf(address);
	}

	/** Goes to a row that is written elsewhere. */
	moveInto(bytes: Buffer, at: number): void {
		this.#bytes = bytes;
		this.#at = at;
	}

	/** Where in the segment it is. */
	get at(): number {
		return this.#at;
	}

	/** Leaves out bytes. */
	skip(count: number): void {
		this.#at += count;
	}

	byte(): number {
		return this.#bytes[this.#at++] as number;
	}

	varint(): number {
		let value = 0;
		for (let shift = 0; ; shift += 7) {
			const byte = this.byte();
			value |= (byte & 0x7f) << shift;
			if (byte < 0x80) return value >>> 0;
		}
	}

	word(): number {
		this.#at += 4;
		return this.#bytes.readUInt32LE(this.#at - 4);
	}

	float(): number {
		for (let i = 0; i < 8; i++) BYTES_OF_FLOAT[i] = this.byte();
		return FLOAT[0] as number;
	}

	text(): string {
		const size = this.varint();
		const start = this.#at;
		this.#at += size;
		return this.#shortText(start, size) ?? this.#bytes.toString('utf8', start, this.#at);
	}

	/** The next `size` bytes in hexadecimal. */
	hex(size: number): string {
		this.#at += size;
		return this.#bytes.toString('hex', this.#at - size, this.#at);
	}

	/** A short text of ASCII. */
	#shortText(start: number, size: number): string | undefined {
		const codes = codesOf(size);
		if (codes === undefined) return undefined;
		for (let i = 0; i < size; i++) {
			const byte = this.#bytes[start + i] as number;
			if (byte > 0x7f) return undefined;
			codes[i] = byte;
		}
		return shortText(codes);
	}
}
