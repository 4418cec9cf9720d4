/** Bytes that grow at the end, and are used again. */
export class ByteSink {
	bytes: Buffer = Buffer.allocUnsafeSlow(1_024);
	length = 0;

	/** What was written. The next one overwrites it. */
	get written(): Buffer {
		return this.bytes.subarray(0, this.length);
	}

	/** Makes sure that `count` more bytes fit. */
	reserve(count: number): void {
		const needed = this.length + count;
		if (needed <= this.bytes.length) return;
		const bytes = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.bytes.length));
		this.bytes.copy(bytes, 0, 0, this.length);
		this.bytes = bytes;
	}

	byte(value: number): void {
		this.reserve(1);
		this.bytes[this.length++] = value;
	}

	/** An unsigned whole number below 2³². */
	varint(value: number): void {
		this.reserve(5);
		let rest = value;
		while (rest > 0x7f) {
			this.bytes[this.length++] = (rest & 0x7f) | 0x80;
			rest >>>= 7;
		}
		this.bytes[this.length++] = rest;
	}

	/** Four bytes, whatever the value. */
	word(value: number): void {
		this.reserve(4);
		this.length = this.bytes.writeUInt32LE(value, this.length);
	}

	copy(source: Uint8Array, start: number, end: number): void {
		this.reserve(end - start);
		this.bytes.set(source.subarray(start, end), this.length);
		this.length += end - start;
	}
}
