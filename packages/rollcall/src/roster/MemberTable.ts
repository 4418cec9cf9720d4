import type { RawMember } from '../interfaces/ITransport.js';
import { inTurns } from '../pacing/inTurns.js';
import { type IdWords, parseSnowflake } from '../payloads/snowflake.js';
import { ColumnsView } from './ColumnsView.js';
import { Columns, NO_ROW, type Put } from './columns/Columns.js';
import { Compaction } from './columns/Compaction.js';
import { codecOf } from './columns/MemberCodec.js';
import { ScannedMembers } from './columns/ScannedMembers.js';
import { type MemberEvent, type MemberPatch, mergeMember } from './MemberEvent.js';
import type { MemberList } from './MemberList.js';
import { changeOf, isTold } from './RosterChange.js';

/** Hears who comes into a table, and who goes. A change of a member is neither. */
export interface ITableWatcher {
	onJoin(table: MemberTable, low: number, high: number): void;
	onLeave(table: MemberTable, low: number, high: number): void;
}

/** How a table keeps its members. */
export interface TableOptions {
	/** Names of the fields to keep. @defaultValue `'all'` */
	readonly fields?: 'all' | readonly string[];
	/** About how many members there will be. Their memory is reserved in one go. */
	readonly expected?: number;
}

export const EMPTY_VIEW: ColumnsView = new ColumnsView(new Columns(codecOf('all')), 0, 0);

/** This many rows of former members are not worth making new columns. */
const MAX_WASTE = 1_024;
/** … and neither are so many more, as a share of the members. */
const MAX_WASTE_SHARE = 1 / 4;

/** How many rows are taken over into new columns at each change, which is some 0.4 ms of work. */
const COMPACTION_STEP = 1_024;
/** … and at each turn of the event loop, if somebody has to be erased. */
const SWEEP_STEP = 8_192;

const id: IdWords = { low: 0, high: 0 };

/**
 * Members by id, in columns. A view costs nothing and never changes. If too many rows are of former members, new columns
 * take the place of the old ones, which stay for as long as somebody holds a view of them.
 */
export class MemberTable {
	#columns: Columns;
	#compaction: Compaction | undefined;
	/** The compaction may have taken over a row of a user who was erased since, so another one must follow it. */
	#isStained = false;
	#isSweeping = false;
	/** Hears who comes and who goes from now on. */
	watcher: ITableWatcher | undefined;
	#hasToldUser = false;
	/** About how many members there will be. */
	readonly expected: number;

	constructor({ fields = 'all', expected = 0 }: TableOptions = {}) {
		this.expected = expected;
		this.#columns = new Columns(codecOf(fields), expected);
	}

	get size(): number {
		return this.#columns.size;
	}

	/** The rows, until a compaction or an erasure puts others in their place: then these are other columns. */
	get columns(): Columns {
		return this.#columns;
	}

	/** How many bytes of memory it takes. */
	get bytes(): number {
		return this.#columns.bytes + (this.#compaction?.columns.bytes ?? 0);
	}

	/** Names of the fields that are kept. */
	get fields(): 'all' | readonly string[] {
		return this.#columns.codec.kept;
	}

	get(userId: string): RawMember | undefined {
		const row = this.#rowOf(userId);
		return row === NO_ROW ? undefined : this.#columns.read(row, this.#columns.rowCount);
	}

	has(userId: string): boolean {
		return this.#rowOf(userId) !== NO_ROW;
	}

	/** Whether it has the member with this id, as two words. */
	hasWords(low: number, high: number): boolean {
		return this.#columns.rowOf(low, high, this.#columns.rowCount) !== NO_ROW;
	}

	/** Visits the id of every member, as two words. */
	eachId(visit: (low: number, high: number) => void): void {
		const { idLow, idHigh, rowCount } = this.#columns;
		for (let row = 0; row < rowCount; row++) {
			if (this.#columns.isReplaced(row) || this.#columns.isNobody(row)) continue;
			visit(idLow[row] as number, idHigh[row] as number);
		}
	}

	/**
	 * Adds a member, or what they are now.
	 *
	 * @throws RangeError for a user id that Discord cannot have given.
	 */
	set(member: RawMember): Put {
		const userId: unknown = member.user.id;
		if (typeof userId !== 'string' || !parseSnowflake(userId, id)) {
			throw new RangeError(`user.id: expected a Discord id (a 64-bit number, as a string), got ${String(userId)}.`);
		}
		const put = this.#put(member);
		this.#compactIfWasteful();
		return put;
	}

	/** The same of a member of a list. */
	take(members: MemberList, index: number): Put {
		if (!(members instanceof ScannedMembers) || members.object(index)) return this.set(members.get(index));
		members.readId(index, id);
		const put = this.#columns.putScanned(id, members, index);
		if (put === 'new') this.watcher?.onJoin(this, id.low, id.high);
		this.#compactIfWasteful();
		return put;
	}

	/** Whether the member's row says something else than the row before it. The same in other words is no change. */
	hasChanged(userId: string): boolean {
		const columns = this.#columns;
		const row = this.#rowOf(userId);
		const before = row === NO_ROW ? NO_ROW : columns.rows.linkOf(row);
		if (before === NO_ROW) return true;
		const [old, now] = [before, row].map((one) => columns.read(one, columns.rowCount));
		return changeOf(userId, old, now) !== undefined;
	}

	delete(userId: string): void {
		if (!parseSnowflake(userId, id)) return;
		this.#remove();
		this.#compactIfWasteful();
	}

	/**
	 * Keeps nothing of the user, not even in a former row; `true` if they were held. From now on no reader finds them. Their
	 * bytes go during the next turns of the event loop, which a million rows at once would block.
	 */
	erase(userId: string): boolean {
		const isHeld = this.has(userId);
		if (!parseSnowflake(userId, id) || !this.#columns.isKnown(id)) return false;
		this.#remove();
		this.#isStained = this.#compaction !== undefined;
		this.#compaction ??= new Compaction(this.#columns);
		this.#sweep();
		return isHeld;
	}

	/** Whether the last event said something new about the user themselves; known only while somebody watches. */
	get hasToldUser(): boolean {
		return this.#hasToldUser;
	}

	/** Applies an event to the rows; `false` if it is about a member who is not held. */
	apply(event: MemberEvent): boolean {
		this.#hasToldUser = false;
		switch (event.type) {
			case 'add':
				this.#hasToldUser = this.set(event.member) !== 'same';
				return true;
			case 'remove':
				this.delete(event.userId);
				return true;
			case 'update': {
				const row = this.#rowOf(event.userId);
				if (row === NO_ROW) this.#hasToldUser = true;
				else this.#update(row, event.patch);
				this.#compactIfWasteful();
				return row !== NO_ROW;
			}
			case 'roleDelete':
				this.#columns.deleteRole(event.roleId);
				this.#compactIfWasteful();
				return true;
		}
	}

	/** Whether the view still shows all that there is. */
	isSeenBy({ columns, bound }: ColumnsView): boolean {
		return columns === this.#columns && bound === columns.rowCount;
	}

	view(): ColumnsView {
		return new ColumnsView(this.#columns, this.#columns.rowCount, this.size);
	}

	/** Adds the members of a view of the same fields, if they are not held. Each step looks at one of its rows. */
	*fillFrom({ columns: from, bound }: ColumnsView): Generator<void, undefined> {
		const columns = this.#columns;
		for (const row of columns.copyFrom(from, bound)) {
			if (row !== NO_ROW) this.watcher?.onJoin(this, columns.idLow[row] as number, columns.idHigh[row] as number);
			yield;
		}
	}

	/**
	 * How many members the other table lacks at this moment, and up to `most` of them, evenly spread. Other work gets its turn
	 * in between, because both may have millions.
	 */
	async missingIn(
		other: MemberTable,
		most: number,
	): Promise<{ readonly count: number; readonly ids: readonly string[] }> {
		const columns = this.#columns;
		const theirs = other.#columns;
		const bound = theirs.rowCount;
		const rows: number[] = [];
		await inTurns(this.view().rowNumbers(), (row) => {
			const found = theirs.rowOf(columns.idLow[row] as number, columns.idHigh[row] as number, bound);
			if (found === NO_ROW) rows.push(row);
		});
		const stride = Math.max(1, rows.length / most);
		const chosen = Array.from(
			{ length: Math.min(most, rows.length) },
			(_, n) => rows[Math.floor(n * stride)] as number,
		);
		return { count: rows.length, ids: chosen.map((row) => columns.idOf(row)) };
	}

	/** Gives back the memory that is reserved and not used, that of many members during the next turns of the event loop. */
	trim(): void {
		const columns = this.#columns;
		if (!columns.trim()) setImmediate(() => columns === this.#columns && this.trim());
	}

	/** Puts a patch over the row of the member whose id was just read. */
	#update(row: number, patch: MemberPatch): void {
		const { rows, rowCount } = this.#columns;
		const put = this.#put(rows.readUnder(row, patch) ?? mergeMember(this.#columns.read(row, rowCount), patch));
		if (!this.watcher || put === 'same' || !patch.user) return;
		if (rows.isUserLike(rowCount, row)) return;
		this.#hasToldUser = !isTold(this.#columns.read(row, rowCount).user, patch.user);
	}

	/** Adds the member whose id was just read. */
	#put(member: RawMember): Put {
		const put = this.#columns.put(id, member);
		if (put === 'new') this.watcher?.onJoin(this, id.low, id.high);
		return put;
	}

	/** Removes the member whose id was just read. */
	#remove(): void {
		const { size } = this.#columns;
		this.#columns.remove(id);
		if (this.#columns.size < size) this.watcher?.onLeave(this, id.low, id.high);
	}

	#rowOf(userId: string): number {
		return parseSnowflake(userId, id) ? this.#columns.rowOf(id.low, id.high, this.#columns.rowCount) : NO_ROW;
	}

	#compactIfWasteful(): void {
		const { waste, size } = this.#columns;
		if (!this.#compaction && waste <= MAX_WASTE + size * MAX_WASTE_SHARE) return;
		this.#compaction ??= new Compaction(this.#columns);
		this.#compact(COMPACTION_STEP);
	}

	#compact(rows: number): void {
		if (!this.#compaction?.step(rows)) return;
		this.#columns = this.#compaction.columns;
		this.#compaction = this.#isStained ? new Compaction(this.#columns) : undefined;
		this.#isStained = false;
	}

	#sweep(): void {
		if (this.#isSweeping) return;
		this.#isSweeping = true;
		const turn = () => {
			this.#compact(SWEEP_STEP);
			this.#isSweeping = this.#compaction !== undefined;
			if (this.#isSweeping) setImmediate(turn);
		};
		setImmediate(turn);
	}
}
