import { DISCORD_EPOCH, mix } from '../../random/index.js';
import { sixDigits } from './sixDigits.js';

// Ids are kept as (units, rest): id = units × 10^6 + rest. Both fit a double, so nothing here needs BigInt.
const REST = 1_000_000;
const FIRST_UNIT = 133_000_000_000; // accounts made at the start of 2016 …
const LAST_UNIT = 1_450_000_000_000; // … to the end of 2025
const UNITS_PER_MS = 4_194_304 / REST;

/**
 * The ids of the members at the start of a guild. They grow with the index, and are spread over the years in which
 * Discord users signed up. Arithmetic turns an id back into its index, so there is no table of ids.
 */
export class MemberIds {
	readonly #stride: number;

	constructor(
		private readonly seed: number,
		readonly count: number,
	) {
		this.#stride = Math.floor((LAST_UNIT - FIRST_UNIT) / Math.max(1, count));
	}

	/** The id of member `index`. */
	at(index: number): string {
		const rest = mix(this.seed ^ 0x51ed, index) % REST;
		const units = this.#unitsAt(index);
		// Small numbers become text much faster than large ones.
		return `${Math.floor(units / REST)}${sixDigits(units % REST)}${sixDigits(rest)}`;
	}

	/** The index of the member with this id, or -1. */
	indexOf(id: string): number {
		const index = this.#slotOf(id);
		return index >= 0 && index < this.count && this.at(index) === id ? index : -1;
	}

	/** The index of the first member whose id is greater than `id`; `count` if there is none. */
	firstAfter(id: string): number {
		const slot = Math.min(Math.max(this.#slotOf(id), 0), this.count);
		// The id is in this slot: before, after or at the one member in the slot.
		return slot < this.count && !this.#isAfter(slot, id) ? slot + 1 : slot;
	}

	/** When the account of member `index` was made, in epoch milliseconds. */
	createdAt(index: number): number {
		return DISCORD_EPOCH + Math.floor(this.#unitsAt(index) / UNITS_PER_MS);
	}

	#unitsAt(index: number): number {
		return FIRST_UNIT + index * this.#stride + (mix(this.seed, index) % this.#stride);
	}

	#slotOf(id: string): number {
		const units = id.length > 6 ? Number(id.slice(0, -6)) : 0;
		return Math.floor((units - FIRST_UNIT) / this.#stride);
	}

	#isAfter(index: number, id: string): boolean {
		const own = this.at(index);
		return own.length === id.length ? own > id : own.length > id.length;
	}
}
