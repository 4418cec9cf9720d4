/** The largest text, in UTF-16 units, whose UTF-8 length is sure to fit into one byte. */
const SHORT_TEXT = 42;
const LEAST_CAPACITY = 256;

const float = new Float64Array(1);
const floatBytes = new Uint8Array(float.buffer);

/**
 * Bytes that only grow at the end: texts in UTF-8, image hashes in binary, numbers in as few bytes as they need. What is
 * written is never changed; {@link Arena.length} may be set back over what nobody has read yet.
 */
export class Arena {
	bytes = Buffer.allocUnsafeSlow(LEAST_CAPACITY);
	length = 0;

	/** @param estimate - bytes that are expected in the end, once `length` tells something; asked when the arena is full */
	constructor(private readonly estimate: () => number = () => 0) {}

	/** Makes sure that `count` more bytes fit. */
	reserve(count: number): void {
		const needed = this.length + count;
		if (needed > this.bytes.length) this.#resize(Math.max(needed, this.bytes.length * 1.25, this.estimate()));
	}

	/** Gives back what is reserved and not used. */
	trim(): void {
		this.#resize(this.length);
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
		float[0] = value;
		this.bytes.set(floatBytes, this.length);
		this.length += 8;
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

	/** Bytes of another arena. */
	copy(from: Arena, start: number, end: number): void {
		this.reserve(end - start);
		from.bytes.copy(this.bytes, this.length, start, end);
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
		const bytes = Buffer.allocUnsafeSlow(Math.ceil(capacity));
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
