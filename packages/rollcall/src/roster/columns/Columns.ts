import type { RawMember } from '../../interfaces/ITransport.js';
import { formatSnowflake, type IdWords } from '../../payloads/snowflake.js';
import { ForeignSets } from './ForeignSets.js';
import { IdIndex } from './IdIndex.js';
import type { MemberCodec } from './MemberCodec.js';
import { MemberRows, type RowData } from './MemberRows.js';
import { Move } from './Move.js';
import { resized } from './resized.js';
import type { ScannedMembers } from './ScannedMembers.js';

/** Whether the member had no row, one that says the same, or one that says something else. */
export type Put = 'new' | 'same' | 'changed';

/** No row. */
export const NO_ROW = -1;
/** In place of a role set: the row is no member, but says that a member left, or that a role was deleted. */
const NOBODY = 0xffff_ffff;
const LEAST_CAPACITY = 16;
/** What the objects of columns without a row take, beside the bytes in their arrays; measured as heap. */
const OBJECT_BYTES = 2_800;
/** How many rows are entered into the index at once, which is some 0.1 ms of work. */
const ENTERED_AT_ONCE = 1_024;
/** From this many rows on, the rows so far say how much memory to reserve for the others. */
const SAMPLE = 512;
/** What is done for so few rows takes about a millisecond. */
const LARGE = 0x8000;
/** With this share of the capacity in use, larger columns are begun. */
const ALMOST_ALL = 0.995;
/** … and this share of the rows is taken over with each {@link ENTERED_AT_ONCE}, so that they are ready in time. */
const MOVED_AT_ONCE = 1 / 16;
/** How much larger they are. */
const GROWTH = 1.125;
/** The largest guilds of Discord have some ten million members. No memory is reserved for a count beyond this. */
const MOST_BELIEVED = 64_000_000;

/**
 * Members as typed arrays, a row each. Rows are only ever added: a member who changes gets a new row that leads to the old
 * one, and a member who leaves gets one that says so. So the first `bound` rows are what was known at a moment, for as long
 * as anybody reads them, and readers need not hear about later rows.
 */
export class Columns {
	rowCount = 0;
	/** How many members there are now. */
	size = 0;
	idLow = new Uint32Array(1);
	idHigh = new Uint32Array(1);
	readonly rows: MemberRows;
	readonly #index = new IdIndex(this);
	/** The highest id of any row. */
	readonly #highest: IdWords = { low: 0, high: 0 };
	/** Row + 1 of the next holder of the same role set, which is an older row; 0 is none. */
	#nextHolder = new Uint32Array(1);
	/** A bit for each row that a newer one has replaced. */
	#replaced = new Uint8Array(1);
	/** Takes the columns over into others, while new rows go on coming. */
	#move: Move | undefined;
	/** The bytes without the index and without a move, as of so many rows. */
	#countedBytes = 0;
	#countedRows = -1;

	/** @param expected - about how many members there will be; 0: unknown */
	constructor(
		readonly codec: MemberCodec,
		private readonly expected = 0,
	) {
		const first = Math.max(LEAST_CAPACITY, Math.min(expected + 1, SAMPLE)); // the last one may be a member who joins
		this.rows = new MemberRows(codec, expected === 0 ? 0 : first);
		this.#move = this.#begin(first);
		this.#goOn();
	}

	/** How many bytes of memory they take. Thousands of guilds are counted at each fetch, so it is remembered. */
	get bytes(): number {
		if (this.#countedRows !== this.rowCount) {
			const arrays = [this.idLow, this.idHigh, this.#nextHolder, this.#replaced];
			this.#countedBytes = arrays.reduce((sum, { byteLength }) => sum + byteLength, OBJECT_BYTES + this.rows.bytes);
			this.#countedRows = this.rowCount;
		}
		return this.#countedBytes + this.#index.bytes + (this.#move?.bytes ?? 0);
	}

	/** How many rows are no longer of a member. */
	get waste(): number {
		return this.rowCount - this.size;
	}

	/** Adds a member, or what they are now. */
	put(id: IdWords, member: RawMember): Put {
		const old = this.#find(id.low, id.high);
		this.#reserve();
		this.rows.write(member);
		return this.#settle(id, old);
	}

	/** The same of a member of a scanned list. */
	putScanned(id: IdWords, scanned: ScannedMembers, index: number): Put {
		const old = this.#find(id.low, id.high);
		this.#reserve();
		this.rows.writeScanned(scanned, index);
		return this.#settle(id, old);
	}

	/** The same of a member whose row was written elsewhere. */
	putData(id: IdWords, data: RowData): Put {
		const old = this.#find(id.low, id.high);
		this.#reserve();
		this.rows.writeData(data);
		return this.#settle(id, old);
	}

	/** Counts the member in who was written as the last row, unless it says nothing new. */
	#settle(id: IdWords, old: number): Put {
		const isKnown = old !== NO_ROW && !this.isNobody(old);
		if (isKnown && this.rows.isLastLike(old)) {
			this.rows.discardLast();
			return 'same';
		}
		this.#enter(id.low, id.high, old);
		return isKnown ? 'changed' : 'new';
	}

	/** The user is no longer a member, if they were one. */
	remove({ low, high }: IdWords): void {
		const old = this.#index.find(low, high);
		if (old === NO_ROW || this.isNobody(old)) return;
		this.#reserve();
		this.rows.writeNothing(NOBODY);
		this.#enter(low, high, old);
	}

	/** Takes the role from all members who hold it. */
	deleteRole(roleId: string): void {
		this.#reserve();
		this.rows.writeNothing(NOBODY);
		this.rows.roles.delete(roleId, this.rowCount);
		this.#enter(0, 0, NO_ROW); // no user has this id, so the row only moves the bound
	}

	/**
	 * Adds the members of the first `bound` rows of other columns with the same codec, except those who are here. Each step
	 * looks at one row, and gives the row here of a member who was added.
	 */
	*copyFrom(from: Columns, bound: number): Generator<number, undefined> {
		const sets = new ForeignSets(from.rows.roles, this.rows.roles);
		for (let row = 0; row < bound; row++) {
			const isMissing =
				from.isCurrent(row, bound) &&
				this.rowOf(from.idLow[row] as number, from.idHigh[row] as number, this.rowCount) === NO_ROW;
			if (isMissing) this.copyRow(from, row, sets.numberOf(from.rows.roleSet[row] as number, bound));
			yield isMissing ? this.rowCount - 1 : NO_ROW;
		}
	}

	/** Adds the member of a row of other columns with the same codec, or what they are now, with a role set of these columns. */
	copyRow(from: Columns, row: number, set: number): void {
		const id = { low: from.idLow[row] as number, high: from.idHigh[row] as number };
		const old = this.#find(id.low, id.high);
		this.#reserve();
		this.rows.copy(from.rows, row, set);
		this.#settle(id, old);
	}

	/** The rows of members whose role set is marked, for a reader who sees the first `bound` rows; rising. */
	holders(marks: Uint8Array, bound: number): Uint32Array {
		const rows: number[] = [];
		for (let set = 0; set < marks.length; set++) {
			if (marks[set] !== 1) continue;
			for (let row = this.rows.roles.heads[set] as number; row > 0; row = this.#nextHolder[row - 1] as number) {
				if (row <= bound && this.isCurrent(row - 1, bound)) rows.push(row - 1);
			}
		}
		return Uint32Array.from(rows).sort();
	}

	/**
	 * The rows of all members for a reader who sees the first `bound` rows, in the order of a map: a member who changes keeps
	 * their place, and one who returns comes last.
	 */
	inOrder(bound: number): Uint32Array {
		const rows: number[] = [];
		for (let row = 0; row < bound; row++) {
			const newest = this.rowInPlace(row, bound);
			if (newest !== NO_ROW) rows.push(newest);
		}
		return Uint32Array.from(rows);
	}

	/** The row of the member who has come with this row, for a reader who sees the first `bound` rows; else {@link NO_ROW}. */
	rowInPlace(row: number, bound: number): number {
		if (this.isNobody(row) || !this.#isFirst(row)) return NO_ROW;
		if (!this.isReplaced(row)) return row;
		const newest = this.rowOf(this.idLow[row] as number, this.idHigh[row] as number, bound);
		return newest !== NO_ROW && this.#firstOf(newest) === row ? newest : NO_ROW;
	}

	/** Whether the row's member has come with it, and not changed. */
	#isFirst(row: number): boolean {
		const before = this.rows.linkOf(row);
		return before === NO_ROW || this.isNobody(before);
	}

	/** The row with which the row's member has come. */
	#firstOf(row: number): number {
		let first = row;
		while (!this.#isFirst(first)) first = this.rows.linkOf(first);
		return first;
	}

	/** Whether the row is a member's for a reader who sees the first `bound` rows. */
	isCurrent(row: number, bound: number): boolean {
		if (this.isNobody(row)) return false;
		return !this.isReplaced(row) || this.rowOf(this.idLow[row] as number, this.idHigh[row] as number, bound) === row;
	}

	/** A bit for each of 32 rows below the bound: it is a member's, not replaced, and has replaced no other. */
	onlyRows(first: number, bound: number): number {
		const { rows } = this;
		const end = Math.min(first + 32, bound);
		let bits = 0;
		for (let row = first; row < end; row++) {
			if (rows.roleSet[row] !== NOBODY && !this.isReplaced(row) && !rows.isLinked(row)) bits |= 1 << (row - first);
		}
		return bits;
	}

	/** The row of a member for a reader who sees the first `bound` rows; {@link NO_ROW} if they are no member. */
	rowOf(low: number, high: number, bound: number): number {
		let row = this.#index.find(low, high);
		while (row >= bound) row = this.rows.linkOf(row);
		return row === NO_ROW || this.isNobody(row) ? NO_ROW : row;
	}

	/** Whether there is any row of the id, even a former one. */
	isKnown({ low, high }: IdWords): boolean {
		return this.#index.find(low, high) !== NO_ROW;
	}

	/** Whether a newer row has replaced the row. */
	isReplaced(row: number): boolean {
		return ((this.#replaced[row >>> 3] as number) & (1 << (row & 7))) !== 0;
	}

	isNobody(row: number): boolean {
		return this.rows.roleSet[row] === NOBODY;
	}

	idOf(row: number): string {
		return formatSnowflake(this.idLow[row] as number, this.idHigh[row] as number);
	}

	/** A new object: the member of a row as Discord sent them, for a reader who sees the first `bound` rows. */
	read(row: number, bound: number): RawMember {
		const user: Record<string, unknown> = { id: this.idOf(row) };
		const member: Record<string, unknown> = { user };
		this.rows.read(row, bound, member, user);
		return member as unknown as RawMember;
	}

	/** Gives back the memory that is reserved and not used, some of it at a time; `false` if it has to be called again. */
	trim(): boolean {
		this.#countedRows = -1;
		if (!this.#move) {
			this.rows.trim();
			const capacity = Math.max(this.rowCount, LEAST_CAPACITY);
			if (this.idLow.length <= capacity * 1.05) return true;
			this.#move = this.#begin(this.rowCount < LARGE ? capacity : capacity * 1.01 + SAMPLE);
		}
		return this.#goOn();
	}

	/** The newest row of an id that is about to get one. Lists mostly rise, and the highest id so far needs no search. */
	#find(low: number, high: number): number {
		const highest = this.#highest;
		if (high < highest.high || (high === highest.high && low <= highest.low)) return this.#index.find(low, high);
		highest.low = low;
		highest.high = high;
		return NO_ROW;
	}

	/** Counts the last row of `rows` in. */
	#enter(low: number, high: number, old: number): void {
		const row = this.rowCount;
		if (old !== NO_ROW) this.#replace(old);
		this.idLow[row] = low;
		this.idHigh[row] = high;
		this.rowCount++;
		if (!this.isNobody(row)) this.#join(row);
		// Entering all rows of a list at its end would block the event loop.
		// A move that began when there were fewer rows, to give memory back, is of no use any more.
		if (this.#move && this.rowCount >= this.#move.capacity) this.#move = undefined;
		if (this.rowCount % ENTERED_AT_ONCE !== 0) return;
		this.#index.enterRows();
		const isTight = this.rowCount >= LARGE && this.rowCount > this.idLow.length * ALMOST_ALL;
		if (isTight && !this.#move) this.#move = this.#begin(this.idLow.length * GROWTH);
		if (this.#move) this.#goOn();
	}

	#join(row: number): void {
		const { roles, roleSet } = this.rows;
		const set = roleSet[row] as number;
		this.#nextHolder[row] = roles.heads[set] as number;
		roles.heads[set] = row + 1;
		roles.count(set, 1);
		this.size++;
	}

	#replace(old: number): void {
		this.rows.linkLast(old);
		this.#replaced[old >>> 3] = (this.#replaced[old >>> 3] as number) | (1 << (old & 7));
		if (this.isNobody(old)) return;
		this.rows.roles.count(this.rows.roleSet[old] as number, -1);
		this.size--;
	}

	#reserve(): void {
		const { length } = this.idLow;
		if (this.rowCount < length) return;
		const isTold = this.expected > length && length >= SAMPLE && this.expected <= MOST_BELIEVED;
		const isMoving = this.#move !== undefined && this.#move.capacity > length;
		if (!isMoving)
			this.#move = this.#begin(isTold ? this.expected * 1.01 + SAMPLE : length * (length < 8 * SAMPLE ? 2 : GROWTH));
		this.#goOn(Number.POSITIVE_INFINITY);
		if (isTold) this.#index.reserve(this.idLow.length);
	}

	#begin(capacity: number): Move {
		return new Move([this.idLow, this.idHigh, this.#nextHolder, ...this.rows.columns], Math.ceil(capacity));
	}

	/** Takes over some rows; `true` when the columns are replaced. Small ones are at once. */
	#goOn(rows = Math.max(LARGE, this.rowCount * MOVED_AT_ONCE)): boolean {
		const move = this.#move as Move;
		if (!move.step(rows, this.rowCount)) return false;
		const [idLow, idHigh, nextHolder, ...others] = move.to;
		this.idLow = idLow as typeof this.idLow;
		this.idHigh = idHigh as typeof this.idHigh;
		this.#nextHolder = nextHolder as typeof this.idLow;
		this.rows.replaceColumns(others);
		this.#replaced = resized(this.#replaced, Math.ceil(move.capacity / 8));
		this.#move = undefined;
		this.#countedRows = -1;
		return true;
	}
}
