import { Refused } from './Refused.js';

/** Reads bytes from the first to the last. Each step throws {@link Refused} if there are not enough. */
export class ByteSource {
	constructor(
		readonly bytes: Buffer,
		private at = 0,
		private readonly end = bytes.length,
	) {}

	/** Goes past so many bytes, and returns where they begin. */
	take(count: number): number {
		const start = this.at;
		if (count > this.end - start) throw new Refused('It ends too soon.');
		this.at += count;
		return start;
	}

	byte(): number {
		return this.bytes[this.take(1)] as number;
	}

	varint(): number {
		let value = 0;
		for (let shift = 0; shift < 35; shift += 7) {
			const byte = this.byte();
			value += (byte & 0x7f) * 2 ** shift;
			if (byte < 0x80 && value < 2 ** 32) return value;
		}
		throw new Refused('A number is too large.');
	}

	word(): number {
		return this.bytes.readUInt32LE(this.take(4));
	}

	/** The next `size` bytes, to be read apart. */
	part(size: number): ByteSource {
		const start = this.take(size);
		return new ByteSource(this.bytes, start, start + size);
	}

	/** How many bytes are left. */
	get left(): number {
		return this.end - this.at;
	}
}
