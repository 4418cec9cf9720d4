/** How many roles are found without a text made of their id. */
const SLOTS = 256;
/** Bytes a slot: the id, and how long it is. */
const SLOT_SIZE = 32;
const LENGTH_AT = SLOT_SIZE - 1;
/** None of them. */
const NONE = -1;

/**
 * The numbers of roles that came lately, by their ids as they stand in a payload. To compare the bytes of an id takes half
 * as long as to read a number from them.
 */
export class RecentRoles {
	readonly #ids = new Uint8Array(SLOTS * SLOT_SIZE);
	readonly #roles = new Uint32Array(SLOTS);

	/** The role with this id; -1 if it did not come lately. */
	find(bytes: Uint8Array, start: number, end: number): number {
		const ids = this.#ids;
		const slot = slotOf(bytes, end);
		const from = slot * SLOT_SIZE;
		const length = end - start;
		if (ids[from + LENGTH_AT] !== length + 1) return NONE;
		for (let at = 0; at < length; at++) if (ids[from + at] !== bytes[start + at]) return NONE;
		return this.#roles[slot] as number;
	}

	note(bytes: Uint8Array, start: number, end: number, role: number): void {
		const length = end - start;
		if (length >= LENGTH_AT) return;
		const slot = slotOf(bytes, end);
		const from = slot * SLOT_SIZE;
		for (let at = 0; at < length; at++) this.#ids[from + at] = bytes[start + at] as number;
		this.#ids[from + LENGTH_AT] = length + 1; // of an empty slot it is 0
		this.#roles[slot] = role;
	}
}

/** By the last digits, in which the ids of roles differ. */
function slotOf(bytes: Uint8Array, end: number): number {
	const [last, second, third] = [bytes[end - 1] as number, bytes[end - 2] as number, bytes[end - 3] as number];
	return (last + second * 10 + third * 100) % SLOTS;
}
