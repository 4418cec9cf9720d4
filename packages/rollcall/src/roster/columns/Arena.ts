/** The largest text, in UTF-16 units, whose UTF-8 length is sure to fit into one byte. */
const SHORT_TEXT = 42;
const LEAST_CAPACITY = 256;

/** Bytes of a segment, but for one whose last row needs more. */
const SEGMENT_SIZE = 0x10_0000;
/** No row begins so close to the end of a segment: hardly any is as long, so that hardly any segment has to grow. */
const MARGIN = 0x1000;

/**
 * Rows of bytes that only grow at the end: texts in UTF-8, image hashes in binary, numbers in as few bytes as they need.
 * They stand in segments, so that growth copies nothing, however many there are; no row stands in two. What is written
 * is never changed; {@link Arena.length} may be set back over what nobody has read yet.
 */
export class Arena {
	/** The segment that is written to. */
	bytes = Buffer.allocUnsafeSlow(LEAST_CAPACITY);
	/** Bytes written to it. */
	length = 0;
	/** What was written to those before it. */
	readonly #full: Buffer[] = [];

	/** Bytes of memory. */
	get byteLength(): number {
		return this.#full.reduce((sum, { buffer }) => sum + buffer.byteLength, this.bytes.length);
	}

	/** Begins a row and gives its address. */
	begin(): number {
		if (this.length > SEGMENT_SIZE - MARGIN) {
			this.#full.push(this.bytes.subarray(0, this.length));
			this.bytes = Buffer.allocUnsafeSlow(SEGMENT_SIZE);
			this.length = 0;
		}
		return this.#full.length * SEGMENT_SIZE + this.length;
	}

	/** The segment of a row. */
	segmentOf(address: number): Buffer {
		return this.#full[Math.floor(address / SEGMENT_SIZE)] ?? this.bytes;
	}

	/** Where in its segment a row begins. */
	offsetOf(address: number): number {
		return address % SEGMENT_SIZE;
	}

	/** Where in its segment a row ends, given the address of the one behind it; `undefined` where it is the last. */
	endOf(address: number, next: number | undefined): number {
		const segment = Math.floor(address / SEGMENT_SIZE);
		if (next !== undefined && Math.floor(next / SEGMENT_SIZE) === segment) return next % SEGMENT_SIZE;
		return this.#full[segment]?.length ?? this.length;
	}

	/** Makes sure that `count` more bytes fit. */
	reserve(count: number): void {
		const needed = this.length + count;
		if (needed <= this.bytes.length) return;
		this.#resize(Math.max(needed, Math.min(2 * this.bytes.length, SEGMENT_SIZE)));
	}

	/** Gives back what is reserved and not used. */
	trim(): void {
		if (this.bytes.length > this.length * 1.05) this.#resize(this.length);
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

	float(value: number): void {
		this.reserve(8);
		this.length = this.bytes.writeDoubleLE(value, this.length);
	}

	/** Length and UTF-8; `false`, with nothing written, where the text has half a surrogate pair, which UTF-8 cannot say. */
	text(text: string): boolean {
		if (text.length <= SHORT_TEXT) return this.#shortText(text);
		if (/\p{Surrogate}/u.test(text)) return false;
		const size = Buffer.byteLength(text);
		this.varint(size);
		this.reserve(size);
		this.length += this.bytes.write(text, this.length, size, 'utf8');
		return true;
	}

	/** A part of another arena's segment. */
	copy(bytes: Buffer, start: number, end: number): void {
		this.reserve(end - start);
		bytes.copy(this.bytes, this.length, start, end);
		this.length += end - start;
	}

	/** By hand: for names it is several times as quick as a call into native code. */
	#shortText(text: string): boolean {
		this.reserve(1 + 3 * text.length);
		const { bytes } = this;
		const start = this.length + 1;
		let at = start;
		for (let i = 0; i < text.length; i++) {
			let code = text.charCodeAt(i);
			if (code < 0x80) {
				bytes[at++] = code;
				continue;
			}
			if (code >= 0xd800 && code < 0xe000) {
				code = text.codePointAt(i++) ?? 0;
				if (code < 0x1_0000) return false;
			}
			at = writeCodePoint(bytes, at, code);
		}
		bytes[this.length] = at - start;
		this.length = at;
		return true;
	}

	#resize(capacity: number): void {
		const bytes = Buffer.allocUnsafeSlow(capacity);
		this.bytes.copy(bytes, 0, 0, this.length);
		this.bytes = bytes;
	}
}

/** A code point above ASCII in UTF-8. */
function writeCodePoint(bytes: Buffer, start: number, code: number): number {
	let at = start;
	if (code < 0x800) {
		bytes[at++] = 0xc0 | (code >> 6);
	} else if (code < 0x1_0000) {
		bytes[at++] = 0xe0 | (code >> 12);
		bytes[at++] = 0x80 | ((code >> 6) & 0x3f);
	} else {
		bytes[at++] = 0xf0 | (code >> 18);
		bytes[at++] = 0x80 | ((code >> 12) & 0x3f);
		bytes[at++] = 0x80 | ((code >> 6) & 0x3f);
	}
	bytes[at++] = 0x80 | (code & 0x3f);
	return at;
}
