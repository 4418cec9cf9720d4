import type { SavedRosterInfo } from '../interfaces/IRosterStore.js';
import type { ColumnsView } from '../roster/ColumnsView.js';
import type { Columns } from '../roster/columns/Columns.js';

/** The block of a guild in the store. */
export class SavedEntry {
	/** Rows of a user who was erased must not stay in memory for it. */
	readonly #columns: WeakRef<Columns> | undefined;
	readonly #bound: number;

	/** @param view - the rows in the block; `undefined` if nobody knows them */
	constructor(
		readonly info: SavedRosterInfo,
		view: Pick<ColumnsView, 'columns' | 'bound'> | undefined,
	) {
		this.#columns = view && new WeakRef(view.columns);
		this.#bound = view?.bound ?? 0;
	}

	/** Whether the block has the rows of the view. */
	isLike({ columns, bound }: Pick<ColumnsView, 'columns' | 'bound'>): boolean {
		return this.#columns?.deref() === columns && this.#bound === bound;
	}

	/** The same rows with another description. */
	described(info: SavedRosterInfo): SavedEntry {
		const columns = this.#columns?.deref();
		return new SavedEntry(info, columns && { columns, bound: this.#bound });
	}
}
