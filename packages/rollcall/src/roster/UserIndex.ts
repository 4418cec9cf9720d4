import { type IdWords, parseSnowflake } from '../payloads/snowflake.js';
import { IdSet } from './columns/IdSet.js';
import type { ITableWatcher, MemberTable } from './MemberTable.js';
import { SharedSlots } from './SharedSlots.js';

/** A table with so many members is asked itself, which takes some 100 ns. All smaller ones share their slots. */
export const LARGE = 8_192;

/** What following a table takes, measured as heap. */
const TABLE_BYTES = 120;

const NOWHERE: readonly MemberTable[] = [];
const id: IdWords = { low: 0, high: 0 };

/**
 * Finds the tables that have a user, of thousands of guilds, in about a microsecond. The tables themselves tell it who comes
 * and who goes, and no step takes longer than to enter some {@link LARGE} users.
 */
export class UserIndex implements ITableWatcher {
	readonly #large = new Set<MemberTable>();
	readonly #small = new SharedSlots();
	#count: number | undefined = 0;

	/** @param large - from so many members on, a table is asked itself */
	constructor(private readonly large = LARGE) {}

	/** How many bytes of memory it takes, beside the tables. */
	get bytes(): number {
		return this.#small.bytes + TABLE_BYTES * this.#small.size;
	}

	/**
	 * How many users there are. Somebody in many tables counts once. It is counted when somebody asks after a table has come
	 * or gone, and follows the users of tables that are there.
	 */
	get count(): number {
		this.#count ??= this.#countAll();
		return this.#count;
	}

	/** The tables that have the user. */
	find(userId: string): readonly MemberTable[] {
		return parseSnowflake(userId, id) ? this.#find(id.low, id.high) : NOWHERE;
	}

	/** Whether any table has the user. */
	has(userId: string): boolean {
		return this.find(userId) !== NOWHERE;
	}

	/** Whether no table beside this one has the user. */
	isOnlyIn(own: MemberTable, low: number, high: number): boolean {
		for (const table of this.#large) if (table !== own && table.hasWords(low, high)) return false;
		return !this.#small.isBeside(own, low, high);
	}

	/** Follows a table from now on. */
	add(table: MemberTable): void {
		if (this.#isFollowed(table)) return;
		table.watcher = this;
		this.#count = undefined;
		// A list that is on its way would enter the slots member by member, and leave them all when it becomes large.
		const isLarge = Math.max(table.size, table.expected) >= this.large;
		if (isLarge || !this.#small.add(table)) this.#large.add(table);
	}

	/** Follows a table no longer. */
	remove(table: MemberTable): void {
		if (!this.#isFollowed(table)) return;
		table.watcher = undefined;
		if (!this.#large.delete(table)) this.#small.remove(table);
		this.#count = undefined;
	}

	#isFollowed(table: MemberTable): boolean {
		return this.#large.has(table) || this.#small.has(table);
	}

	#find(low: number, high: number): readonly MemberTable[] {
		let found: MemberTable[] | undefined;
		for (const table of this.#large) {
			if (!table.hasWords(low, high)) continue;
			found ??= [];
			found.push(table);
		}
		return this.#small.find(low, high, found) ?? NOWHERE;
	}

	onJoin(table: MemberTable, low: number, high: number): void {
		if (this.#count !== undefined && this.#find(low, high).every((other) => other === table)) this.#count++;
		if (!this.#small.has(table)) return;
		if (table.size < this.large) {
			this.#small.enter(table, low, high);
			return;
		}
		this.#small.remove(table);
		this.#large.add(table);
	}

	onLeave(table: MemberTable, low: number, high: number): void {
		this.#small.leave(table, low, high);
		if (this.#count !== undefined && this.#find(low, high) === NOWHERE) this.#count--;
	}

	#countAll(): number {
		const tables = [...this.#large, ...this.#small.tables()];
		if (tables.length <= 1) return tables[0]?.size ?? 0;
		const ids = new IdSet(tables.reduce((sum, { size }) => sum + size, 0));
		for (const table of tables) table.eachId((low, high) => ids.add(low, high));
		return ids.size;
	}
}
