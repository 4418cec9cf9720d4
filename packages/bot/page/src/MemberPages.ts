import type { MemberLine, MemberSearch } from '../../src/dashboard/Snapshot.js';
import { get } from './server.js';

const PAGE = 100;
/** Pages that are kept: a long way back without a request. */
const MOST_PAGES = 60;
/** Somebody who drags the scroll bar passes many pages without looking. */
const REST_MS = 60;

/** The rows of one answer, of which only those that were looked at are here. */
export class MemberPages {
	readonly #pages = new Map<number, readonly (MemberLine | null)[]>();
	readonly #asked = new Set<number>();
	#timer = 0;

	/** @param onLost - called if the server does not have the list any more */
	constructor(
		private readonly search: MemberSearch,
		private readonly onRows: () => void,
		private readonly onLost: () => void,
	) {
		this.#pages.set(0, search.rows);
	}

	/** `undefined` if the row is not here yet, and `null` if its member is no longer in the list. */
	row(index: number): MemberLine | null | undefined {
		return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
	}

	/** Loads what is missing, once the rows stay in sight. */
	need(first: number, end: number): void {
		clearTimeout(this.#timer);
		const pages = [Math.floor(first / PAGE), Math.floor(Math.max(first, end - 1) / PAGE)];
		const missing = [...new Set(pages)].filter((page) => !this.#pages.has(page) && !this.#asked.has(page));
		if (missing.length > 0 && end > first)
			this.#timer = window.setTimeout(() => {
				for (const page of missing) void this.#load(page);
			}, REST_MS);
	}

	async #load(page: number): Promise<void> {
		this.#asked.add(page);
		try {
			const rows = await get<(MemberLine | null)[]>(`/api/lists/${this.search.list}?from=${page * PAGE}&count=${PAGE}`);
			this.#pages.set(page, rows);
			const [oldest] = this.#pages.keys();
			if (this.#pages.size > MOST_PAGES && oldest !== undefined) this.#pages.delete(oldest);
			this.onRows();
		} catch {
			this.onLost();
		} finally {
			this.#asked.delete(page);
		}
	}
}
