const SLOTS = 256;

/** A fixed set of texts in ASCII that are found by their bytes. */
export class TextTable {
	readonly #texts: readonly Uint8Array[];
	/** Index + 1 of the texts, by {@link slotOf}; several may have one slot, and then the next ones are theirs. */
	readonly #slots = new Uint8Array(SLOTS);

	constructor(texts: readonly string[]) {
		this.#texts = texts.map((text) => Buffer.from(text));
		for (const [index, text] of this.#texts.entries()) {
			let slot = slotOf(text, 0, text.length);
			while (this.#slots[slot] !== 0) slot = (slot + 1) % SLOTS;
			this.#slots[slot] = index + 1;
		}
	}

	/** The index of the text; -1 if it is none of them. */
	find(bytes: Uint8Array, start: number, end: number): number {
		if (start === end) return -1;
		for (let slot = slotOf(bytes, start, end); ; slot = (slot + 1) % SLOTS) {
			const index = (this.#slots[slot] as number) - 1;
			if (index < 0 || isSame(bytes, start, end, this.#texts[index] as Uint8Array)) return index;
		}
	}
}

function slotOf(bytes: Uint8Array, start: number, end: number): number {
	return ((end - start) * 31 + (bytes[start] as number) * 7 + (bytes[end - 1] as number) * 3) % SLOTS;
}

function isSame(bytes: Uint8Array, start: number, end: number, text: Uint8Array): boolean {
	if (text.length !== end - start) return false;
	for (let at = start; at < end; at++) if (bytes[at] !== text[at - start]) return false;
	return true;
}
