import { type Arena, BYTES_OF_FLOAT, FLOAT } from './Arena.js';

/** Reads back what was written to an {@link Arena}, in the same order. */
export class ArenaReader {
	readonly #bytes: Buffer;
	#at: number;

	/** @param address - of the row to read */
	constructor(arena: Arena, address: number) {
		this.#bytes = arena.segmentOf(address);
		this.#at = arena.offsetOf(address);
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
		this.#at += size;
		return this.#bytes.toString('utf8', this.#at - size, this.#at);
	}

	/** The next `size` bytes in hexadecimal. */
	hex(size: number): string {
		this.#at += size;
		return this.#bytes.toString('hex', this.#at - size, this.#at);
	}
}
