import { Columns } from './Columns.js';
import { ForeignSets } from './ForeignSets.js';

/**
 * Makes new columns of the current members, a few rows at a time. The old columns go on growing meanwhile. They are a log of
 * all that happened, so new rows are taken over like the rest, until there are no more.
 */
export class Compaction {
	readonly columns: Columns;
	#next = 0;
	readonly #sets: ForeignSets;

	constructor(private readonly from: Columns) {
		this.columns = new Columns(from.codec, from.size);
		this.#sets = new ForeignSets(from.rows.roles, this.columns.rows.roles);
	}

	/** Takes over up to `count` more rows; `true` when the new columns say what the old ones say. */
	step(count: number): boolean {
		const { from, columns } = this;
		const end = Math.min(this.#next + count, from.rowCount);
		for (; this.#next < end; this.#next++) {
			const row = this.#next;
			if (from.isNobody(row)) this.#takeLoss(row);
			else if (!from.isReplaced(row)) this.#takeMember(row); // else there is a newer one
		}
		return this.#next === from.rowCount && columns.trim();
	}

	#takeMember(row: number): void {
		const { from, columns } = this;
		columns.copyRow(from, row, this.#sets.numberOf(from.rows.roleSet[row] as number, from.rowCount));
	}

	/** The row says that somebody left, or that a role was deleted. */
	#takeLoss(row: number): void {
		const { from, columns } = this;
		const low = from.idLow[row] as number;
		const high = from.idHigh[row] as number;
		if (low !== 0 || high !== 0) columns.remove({ low, high });
		else for (const roleId of from.rows.roles.deletedAt(row)) columns.deleteRole(roleId);
	}
}
