import { STORED_MEMBER_FIELDS, STORED_USER_FIELDS, UNKNOWN_KEYS_SHIFT, VALUE } from '../columns/fields.js';
import { ASIDE } from '../columns/ScannedMembers.js';
import { KeyTable } from './KeyTable.js';

// The places of the keys that are no fields.
export const USER = STORED_MEMBER_FIELDS.length;
export const ROLES = USER + 1;
export const JOINED_AT = USER + 2;
export const ID = STORED_USER_FIELDS.length;
/** In place of the numbers of an unknown key. */
const EXTRA = 15;

export const MEMBER_KEYS = new KeyTable(STORED_MEMBER_FIELDS, ['user', 'roles', 'joined_at']);
export const USER_KEYS = new KeyTable(STORED_USER_FIELDS, ['id']);

/** What was found of a member, or of their user. */
export class Found {
	/** USUAL and VALUE, two bits a field. */
	states = 0;
	/** Two numbers for each place. */
	readonly entries = new Int32Array(2 * (EXTRA + 1));
	/** Keys that nobody knows. */
	unknown: Record<string, unknown> | undefined;

	constructor(readonly keys: KeyTable) {}

	/** The states of the fields alone, and whether there are unknown keys, which go among the `values`. */
	settle(values: unknown[]): number {
		this.states &= this.keys.fieldStates;
		if (this.unknown) {
			this.entries[2 * EXTRA] = values.push(this.unknown) - 1;
			this.entries[2 * EXTRA + 1] = ASIDE;
			this.states |= VALUE << UNKNOWN_KEYS_SHIFT;
		}
		return this.states;
	}

	/** Puts the entries of the values onto the tape, in the order of the fields. Returns where the next ones come. */
	note(tape: Int32Array, from: number): number {
		const { states, entries } = this;
		let at = from;
		for (let values = (states >>> 1) & 0x5555_5555; values !== 0; values &= values - 1) {
			const place = 31 - Math.clz32(values & -values);
			tape[at++] = entries[place] as number;
			tape[at++] = entries[place + 1] as number;
		}
		return at;
	}
}

/** Whether the value is the one that takes no byte. */
export function isUsual(keys: KeyTable, place: number, value: unknown): boolean {
	const places =
		value === null
			? keys.nulls
			: value === false
				? keys.falses
				: Object.is(value, 0)
					? keys.zeros
					: value === '0'
						? keys.zeroTexts
						: 0;
	return ((places >>> place) & 1) === 1;
}
