import type { RawMember } from '../interfaces/ITransport.js';
import { inTurns } from '../pacing/inTurns.js';
import type { ColumnsView } from '../roster/ColumnsView.js';
import { type Columns, NO_ROW } from '../roster/columns/Columns.js';
import { resized } from '../roster/columns/resized.js';
import { MemberTable } from '../roster/MemberTable.js';

/** Some milliseconds of work. */
const ROWS_A_TURN = 16_384;
/** Ids are kept without being named, and so are roles, of which these members have none. */
const ID_ALONE: readonly string[] = [];

/** The members that a consumer has been given, each with their row: a member that changes gets a new row. */
export class GivenRows {
	readonly #members: MemberTable;
	/** A bit for each row of the columns: whether it is the row of its member that the consumer was given last. */
	readonly #rows = new Map<Columns, Uint8Array>();

	/** @param expected - how many members they will be given, about; 0 if unknown */
	constructor(expected = 0) {
		this.#members = new MemberTable({ fields: ID_ALONE, expected });
	}

	/** Members that the consumer has. */
	get size(): number {
		return this.#members.size;
	}

	/** The members of the view that the consumer does not have in this state; takes note that they get them. */
	give(view: ColumnsView): ColumnsView {
		const given = this.#rowsOf(view);
		const news = view.where((row) => !isMarked(given, row));
		for (const row of news.rowNumbers()) this.#take(view.columns, row, given);
		return news;
	}

	/**
	 * The same for the whole list, which may have a million members: other work gets its turn in between. Also gives the
	 * ids of members that the consumer has and the list lacks.
	 */
	async settle(view: ColumnsView): Promise<{ readonly news: ColumnsView; readonly removed: readonly string[] }> {
		const removed = await this.#missingIn(view);
		const given = this.#rowsOf(view);
		const rows: number[] = [];
		await inTurns(view.rowNumbers(), ROWS_A_TURN, (row) => {
			if (!isMarked(given, row)) rows.push(row);
		});
		await inTurns(rows, ROWS_A_TURN, (row) => this.#take(view.columns, row, given));
		for (const id of removed) this.#members.delete(id);
		return { news: view.of(Uint32Array.from(rows)), removed };
	}

	/** A role is gone, which gives its holders no new row: every member has to be given once more. */
	forgetStates(): void {
		this.#rows.clear();
	}

	async #missingIn({ columns, bound }: ColumnsView): Promise<string[]> {
		const mine = this.#members.view();
		const { idLow, idHigh } = mine.columns;
		const missing: string[] = [];
		await inTurns(mine.rowNumbers(), ROWS_A_TURN, (row) => {
			const found = columns.rowOf(idLow[row] as number, idHigh[row] as number, bound);
			if (found === NO_ROW) missing.push(mine.columns.idOf(row));
		});
		return missing;
	}

	#take(columns: Columns, row: number, given: Uint8Array): void {
		this.#forgetElsewhere(columns, row);
		given[row >>> 3] = (given[row >>> 3] as number) | (1 << (row & 7));
		this.#members.set({ user: { id: columns.idOf(row) } } as RawMember);
	}

	/** The consumer no longer has the row of the member in other columns. */
	#forgetElsewhere(columns: Columns, row: number): void {
		for (const [other, given] of this.#rows) {
			if (other === columns) continue;
			const old = other.rowOf(columns.idLow[row] as number, columns.idHigh[row] as number, other.rowCount);
			if (old >= 0) given[old >>> 3] = (given[old >>> 3] ?? 0) & ~(1 << (old & 7));
		}
	}

	#rowsOf({ columns, bound }: ColumnsView): Uint8Array {
		let rows = this.#rows.get(columns) ?? new Uint8Array(0);
		if (rows.length * 8 < bound) rows = resized(rows, Math.ceil((bound * 1.5) / 8));
		this.#rows.set(columns, rows);
		return rows;
	}
}

function isMarked(marks: Uint8Array, row: number): boolean {
	return (((marks[row >>> 3] as number) >>> (row & 7)) & 1) === 1;
}
