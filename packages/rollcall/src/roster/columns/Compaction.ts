import { Columns, NO_ROW } from './Columns.js';
import { ForeignSets } from './ForeignSets.js';

/**
 * Makes new columns of the current members, a few rows at a time, in the order in which they came. The old columns go on
 * growing meanwhile. They are a log of all that happened, so new rows are taken over like the rest, until there are no more.
 */
export class Compaction {
	readonly columns: Columns;
	#next = 0;
	#sets: ForeignSets;
	/** The roles that were deleted before this row are in none of the new rows. */
	#deletedTo: number;

	constructor(private readonly from: Columns) {
		this.columns = new Columns(from.codec, from.size);
		this.#sets = this.#translation();
		this.#deletedTo = from.rowCount;
	}

	/** Takes over up to `count` more rows; `true` when the new columns say what the old ones say. */
	step(count: number): boolean {
		const { from, columns } = this;
		this.#takeDeletions();
		const end = Math.min(this.#next + count, from.rowCount);
		for (; this.#next < end; this.#next++) this.#take(this.#next);
		return this.#next === from.rowCount && columns.trim();
	}

	#take(row: number): void {
		const { from, columns } = this;
		if (from.isNobody(row)) columns.remove({ low: from.idLow[row] as number, high: from.idHigh[row] as number });
		else {
			// A member keeps the place of their first row, and is there as they are now.
			const newest = from.rowInPlace(row, from.rowCount);
			if (newest !== NO_ROW) this.#copy(newest);
			else if (!from.isReplaced(row)) this.#copy(row); // they have changed since they were taken, or this is known
		}
	}

	#copy(row: number): void {
		const { from, columns } = this;
		columns.copyRow(from, row, this.#sets.numberOf(from.rows.roleSet[row] as number, from.rowCount));
	}

	/** Roles that were deleted since the last step. Rows that are copied from now on come without them. */
	#takeDeletions(): void {
		const { from, columns } = this;
		const deleted = this.#deletedTo === from.rowCount ? [] : from.rows.roles.deletedSince(this.#deletedTo);
		this.#deletedTo = from.rowCount;
		if (deleted.length === 0) return;
		for (const roleId of deleted) columns.deleteRole(roleId);
		this.#sets = this.#translation();
	}

	#translation(): ForeignSets {
		return new ForeignSets(this.from.rows.roles, this.columns.rows.roles);
	}
}
