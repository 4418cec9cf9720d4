import type { RawMember } from '../interfaces/ITransport.js';
import type { ColumnsView } from '../roster/ColumnsView.js';
import type { Columns } from '../roster/columns/Columns.js';
import { resized } from '../roster/columns/resized.js';
import { MemberTable } from '../roster/MemberTable.js';

/** What a consumer has been given: who, and in which row, since a member who changes gets a new row. */
export class GivenRows {
	readonly #members = new MemberTable({ fields: [] });
	/** A bit for each row of the columns that says what the consumer was given last of its member. */
	readonly #rows = new Map<Columns, Uint8Array>();

	/** Members that the consumer has. */
	get size(): number {
		return this.#members.size;
	}

	/** Those of the view whom the consumer does not have yet, or not in this state; takes note that he gets them. */
	give(view: ColumnsView): ColumnsView {
		const given = this.#rowsOf(view);
		const news = view.where((row) => (((given[row >>> 3] as number) >>> (row & 7)) & 1) === 0);
		for (const row of news.rowNumbers()) {
			this.#forgetElsewhere(view.columns, row);
			given[row >>> 3] = (given[row >>> 3] as number) | (1 << (row & 7));
			this.#members.set({ user: { id: view.columns.idOf(row) } } as RawMember);
		}
		return news;
	}

	/** Ids of those whom the view lacks; takes note that the consumer has them no more. */
	takeBack(view: ColumnsView): string[] {
		const gone = [...this.#members.view().ids()].filter((id) => !view.has(id));
		for (const id of gone) this.#members.delete(id);
		return gone;
	}

	/** What other columns said of the member is not what the consumer has any more. */
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
