/** The largest text, in UTF-16 units, whose UTF-8 length is sure to fit into one byte. */
const SHORT_TEXT = 42;
/** No row begins with less room than this. Hardly any row needs more, so that hardly any is written twice. */
const ROW_SIZE = 512;

/** About what a row takes. */
const USUAL_ROW_SIZE = 48;

const SEGMENT_BITS = 16;
/** Bytes of a segment, unless its last row needs more. */
const SEGMENT_SIZE = 1 << SEGMENT_BITS;

/** One number, and its bytes. */
export const FLOAT = new Float64Array(1);
export const BYTES_OF_FLOAT = new Uint8Array(FLOAT.buffer);

/**
 * Rows of bytes that only grow at the end: texts in UTF-8, image hashes in binary, numbers in as few bytes as they
 * need. They are in segments, so that growth copies nothing, however many rows there are. No row is in two segments.
 * Written bytes never change, but {@link Arena.length} may be set back over what nobody has read yet.
 *
 * Room is not checked at each byte: what goes beyond the segment is lost, {@link Arena.end} sees that, and the row is
 * written again.
 */
export class Arena {
	/** The segment that is written to. */
	bytes: Buffer;
	/** How many bytes are written to it. */
	length = 0;
	/** All of them; the last one is written to. */
	readonly #segments: Buffer[] = [];

	/** @param expected - about how many rows there will be */
	constructor(expected = 0) {
		this.bytes = Buffer.allocUnsafeSlow(Math.min(ROW_SIZE + expected * USUAL_ROW_SIZE, SEGMENT_SIZE));
		this.#segments.push(this.bytes);
	}

	/** How many bytes of memory it takes. */
	get byteLength(): number {
		return this.#segments.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
	}

	/** Begins a row and returns its address. */
	begin(): number {
		if (this.length > SEGMENT_SIZE - ROW_SIZE) {
			this.#segments[this.#segments.length - 1] = this.bytes.subarray(0, this.length);
			this.bytes = Buffer.allocUnsafeSlow(SEGMENT_SIZE);
			this.#segments.push(this.bytes);
			this.length = 0;
		} else this.reserve(ROW_SIZE);
		return (this.#segments.length - 1) * SEGMENT_SIZE + this.length;
	}

	/** Ends the row of an address; `false` if it went beyond the segment. There is room for it now, and it must be written again. */
	end(address: number): boolean {
		const { length } = this;
		if (length <= this.bytes.length) return true;
		this.length = this.offsetOf(address);
		this.reserve(length - this.length);
		return false;
	}

	/** The segment of a row. */
	segmentOf(address: number): Buffer {
		return this.#segments[address >>> SEGMENT_BITS] as Buffer;
	}

	/** Where in its segment a row begins. */
	offsetOf(address: number): number {
		return address & (SEGMENT_SIZE - 1);
	}

	/** Where in its segment a row ends, by the address of the next row; `undefined` if it is the last. */
	endOf(address: number, next: number | undefined): number {
		const segment = address >>> SEGMENT_BITS;
		if (next !== undefined && next >>> SEGMENT_BITS === segment) return this.offsetOf(next);
		return segment === this.#segments.length - 1 ? this.length : (this.#segments[segment] as Buffer).length;
	}

	/** Makes sure that `count` more bytes fit. */
	reserve(count: number): void {
		const needed = this.length + count;
		if (needed <= this.bytes.length) return;
		this.#resize(Math.max(needed, Math.min(2 * this.bytes.length, SEGMENT_SIZE)));
	}

	/** Gives back the memory that is reserved and not used. */
	trim(): void {
		if (this.bytes.length > this.length * 1.05) this.#resize(this.length);
	}

	byte(value: number): void {
		this.bytes[this.length++] = value;
	}

	/** An unsigned whole number below 2³². */
	varint(value: number): void {
		let rest = value;
		while (rest > 0x7f) {
			this.bytes[this.length++] = (rest & 0x7f) | 0x80;
			rest >>>= 7;
		}
		this.bytes[this.length++] = rest;
	}

	/** Four bytes, whatever the value. */
	word(value: number): void {
		for (let shift = 0; shift < 32; shift += 8) this.bytes[this.length++] = value >>> shift;
	}

	float(value: number): void {
		FLOAT[0] = value;
		for (let i = 0; i < 8; i++) this.bytes[this.length++] = BYTES_OF_FLOAT[i] as number;
	}

	/** Length and UTF-8; `false`, and nothing is written, if the text has half a surrogate pair, which UTF-8 cannot express. */
	text(text: string): boolean {
		if (text.length <= SHORT_TEXT) return this.#shortText(text);
		if (/\p{Surrogate}/u.test(text)) return false;
		const size = Buffer.byteLength(text);
		this.varint(size);
		if (this.length < this.bytes.length) this.bytes.write(text, this.length, 'utf8');
		this.length += size;
		return true;
	}

	/** The same as {@link Arena.text} of a text that is in UTF-8 already. */
	textAt(source: Buffer, start: number, end: number): true {
		this.varint(end - start);
		source.copy(this.bytes, Math.min(this.length, this.bytes.length), start, end);
		this.length += end - start;
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
		this.#segments[this.#segments.length - 1] = bytes;
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
