import { Columns } from './Columns.js';

/**
 * New columns of those who are members, made a few rows at a time. The old columns go on growing meanwhile: since they
 * are a log of all that happened, what came in is taken over like the rest, until there is no more.
 */
export class Compaction {
	readonly columns: Columns;
	#next = 0;
	/** The new number of each role set. */
	readonly #sets: (number | undefined)[] = [];

	constructor(private readonly from: Columns) {
		this.columns = new Columns(from.codec, from.size);
	}

	/** Takes over up to `count` more rows; `true` once the new columns say what the old ones say. */
	step(count: number): boolean {
		const { from, columns } = this;
		const end = Math.min(this.#next + count, from.rowCount);
		for (; this.#next < end; this.#next++) {
			const row = this.#next;
			if (from.isNobody(row)) this.#takeLoss(row);
			else if (!from.isReplaced(row)) columns.copyRow(from, row, this.#setOf(row)); // else there is a newer one
		}
		if (this.#next < from.rowCount) return false;
		columns.trim();
		return true;
	}

	/** The row says that somebody left, or that a role was deleted. */
	#takeLoss(row: number): void {
		const { from, columns } = this;
		const low = from.idLow[row] as number;
		const high = from.idHigh[row] as number;
		if (low !== 0 || high !== 0) columns.remove({ low, high });
		else for (const roleId of from.rows.roles.deletedAt(row)) columns.deleteRole(roleId);
	}

	#setOf(row: number): number {
		const { rows, rowCount } = this.from;
		const old = rows.roleSet[row] as number;
		const known = this.#sets[old];
		if (known !== undefined) return known;
		const set = this.columns.rows.roles.intern(rows.roles.rolesOf(old, rowCount));
		this.#sets[old] = set;
		return set;
	}
}
