import { idHash } from './columns/idHash.js';
import type { MemberTable } from './MemberTable.js';
import { END_OF_NUMBERS, FIRST_NUMBER, UserSlots } from './UserSlots.js';

/** From this load on the slots move into other ones. */
const TIGHT = 0.7;
/** Slots are never fuller than this: there are few if they fill faster than they move, so others are made at once. */
const FULL = 0.85;
/** Moves so many entries for each one that comes, so that all have moved long before the slots are full. */
const MOVED_AT_ONCE = 12;
/** Entries of tables that are gone stay, because removing them takes time: so many, and as many as there are others. */
const LEAST_WASTE = 4_096;

/** A table whose users are in the slots. */
interface Numbered {
	/** `undefined`: it is gone, though slots that move may still wait for it. */
	table: MemberTable | undefined;
	readonly number: number;
	/** Its entries. */
	count: number;
	/** Its entries are in the new slots, too. */
	isMoved: boolean;
}

/** Slots that take the place of others, once each table has moved into them. */
interface Move {
	readonly slots: UserSlots;
	readonly waiting: Numbered[];
	/** Numbers of which the new slots have no entry. */
	readonly freed: readonly number[];
	/** Entries of tables that are gone. */
	waste: number;
}

/** Many small tables in slots that they share. Slots that are too full move into others, one table after the other. */
export class SharedSlots {
	readonly #byTable = new Map<MemberTable, Numbered>();
	/** By number. A table that is gone has left its place, though entries may still name it. */
	readonly #tables: (MemberTable | undefined)[] = Array.from({ length: FIRST_NUMBER });
	/** Numbers that may be given again. */
	#free: number[] = [];
	/** Numbers of tables that are gone. */
	#gone: number[] = [];
	#slots = new UserSlots(0);
	/** Entries of tables that are here. */
	#count = 0;
	/** Entries of tables that are gone. */
	#waste = 0;
	#move: Move | undefined;
	/** How many entries may move. */
	#due = 0;

	get size(): number {
		return this.#byTable.size;
	}

	get bytes(): number {
		return this.#slots.bytes + (this.#move?.slots.bytes ?? 0);
	}

	has(table: MemberTable): boolean {
		return this.#byTable.has(table);
	}

	tables(): Iterable<MemberTable> {
		return this.#byTable.keys();
	}

	/** Enters all users of a table; `false` if no number is left for it. */
	add(table: MemberTable): boolean {
		const number = this.#nextNumber();
		if (number === undefined) return false;
		this.#reserve(table.size);
		const numbered: Numbered = { table, number, count: 0, isMoved: this.#move !== undefined };
		this.#byTable.set(table, numbered);
		this.#tables[number] = table;
		table.eachId((low, high) => this.#enter(numbered, idHash(low, high)));
		this.#advance(table.size);
		return true;
	}

	/** Takes no time: the entries of the table stay until the slots move. */
	remove(table: MemberTable): void {
		const numbered = this.#byTable.get(table);
		if (!numbered) return;
		this.#byTable.delete(table);
		if (this.#byTable.size === 0) {
			this.#reset();
			return;
		}
		numbered.table = undefined;
		this.#tables[numbered.number] = undefined;
		this.#gone.push(numbered.number);
		this.#count -= numbered.count;
		this.#waste += numbered.count;
		if (this.#move && numbered.isMoved) this.#move.waste += numbered.count;
		this.#advance(0);
	}

	/** A user has come into a table. */
	enter(table: MemberTable, low: number, high: number): void {
		const numbered = this.#byTable.get(table);
		if (!numbered) return;
		this.#reserve(1);
		this.#enter(numbered, idHash(low, high));
		this.#advance(1);
	}

	/** A user has gone from a table. */
	leave(table: MemberTable, low: number, high: number): void {
		const numbered = this.#byTable.get(table);
		if (!numbered) return;
		const hashed = idHash(low, high);
		this.#slots.remove(hashed, numbered.number);
		if (numbered.isMoved) this.#move?.slots.remove(hashed, numbered.number);
		numbered.count--;
		this.#count--;
	}

	/** The tables that have the user, behind those that were found elsewhere. */
	find(low: number, high: number, elsewhere: MemberTable[] | undefined): MemberTable[] | undefined {
		const slots = this.#slots;
		const hashed = idHash(low, high);
		let found = elsewhere;
		for (let slot = slots.search(hashed, slots.homeOf(hashed)); slot !== -1; ) {
			const table = this.#tables[slots.numberAt(slot)];
			// Two users of one table may have the same entry.
			if (table?.hasWords(low, high) && !found?.includes(table)) {
				found ??= [];
				found.push(table);
			}
			slot = slots.search(hashed, slots.after(slot));
		}
		return found;
	}

	/** Whether any table beside this one has the user. */
	isBeside(own: MemberTable, low: number, high: number): boolean {
		const slots = this.#slots;
		const hashed = idHash(low, high);
		let slot = slots.search(hashed, slots.homeOf(hashed));
		for (; slot !== -1; slot = slots.search(hashed, slots.after(slot))) {
			const table = this.#tables[slots.numberAt(slot)];
			if (table && table !== own && table.hasWords(low, high)) return true;
		}
		return false;
	}

	#nextNumber(): number | undefined {
		const number = this.#free.pop();
		if (number !== undefined) return number;
		return this.#tables.length < END_OF_NUMBERS ? this.#tables.push(undefined) - 1 : undefined;
	}

	#enter(numbered: Numbered, hashed: number): void {
		this.#slots.add(hashed, numbered.number);
		if (numbered.isMoved) this.#move?.slots.add(hashed, numbered.number);
		numbered.count++;
		this.#count++;
	}

	/** Makes sure that so many more fit. */
	#reserve(count: number): void {
		if (this.#slots.loadWith(count) <= FULL) return;
		this.#begin(count);
		this.#moveTables(Number.POSITIVE_INFINITY);
	}

	/** Takes a step of the move after so many entries have come, or begins it. */
	#advance(count: number): void {
		const isWasteful = this.#waste > Math.max(LEAST_WASTE, this.#count);
		if (!this.#move && (this.#slots.load > TIGHT || isWasteful)) this.#begin(0);
		if (!this.#move) return;
		this.#due += MOVED_AT_ONCE * count;
		this.#moveTables(this.#due);
	}

	#begin(more: number): void {
		const waiting = [...this.#byTable.values()];
		for (const numbered of waiting) numbered.isMoved = false;
		const freed = [...(this.#move?.freed ?? []), ...this.#gone];
		this.#move = { slots: new UserSlots(this.#count + more), waiting, freed, waste: 0 };
		this.#gone = [];
		this.#due = 0;
	}

	/** Moves tables with up to `most` entries in all. */
	#moveTables(most: number): void {
		const move = this.#move;
		if (!move) return;
		let left = most;
		for (let next = move.waiting.at(-1); next && next.count <= left; next = move.waiting.at(-1)) {
			move.waiting.pop();
			const { number, table } = next;
			if (!table) continue;
			left -= next.count;
			table.eachId((low, high) => move.slots.add(idHash(low, high), number));
			next.isMoved = true;
		}
		this.#due = left;
		if (move.waiting.length === 0) this.#end(move);
	}

	/** No table is left. */
	#reset(): void {
		this.#tables.length = FIRST_NUMBER;
		this.#free = [];
		this.#gone = [];
		this.#slots = new UserSlots(0);
		this.#count = 0;
		this.#waste = 0;
		this.#move = undefined;
	}

	#end({ slots, freed, waste }: Move): void {
		this.#slots = slots;
		this.#free.push(...freed);
		this.#waste = waste;
		this.#move = undefined;
	}
}
