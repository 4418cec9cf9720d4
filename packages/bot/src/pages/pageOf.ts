const PER_PAGE = 10;

/** One page of a longer list. */
export interface Page<Item> {
	/** Counted from 1. */
	readonly page: number;
	readonly pages: number;
	readonly items: readonly Item[];
}

/** The wanted page, or the nearest one, since lists may grow shorter between two clicks. */
export function pageOf<Item>(all: readonly Item[], wanted: number, perPage = PER_PAGE): Page<Item> {
	return readPage(all.length, wanted, (skip, limit) => all.slice(skip, skip + limit), perPage);
}

/** The same for a list that is not in memory: `read` gets the items of that page. */
export function readPage<Item>(
	count: number,
	wanted: number,
	read: (skip: number, limit: number) => readonly Item[],
	perPage = PER_PAGE,
): Page<Item> {
	const pages = Math.max(1, Math.ceil(count / perPage));
	const page = Math.min(Math.max(1, Math.trunc(wanted) || 1), pages);
	return { page, pages, items: read((page - 1) * perPage, perPage) };
}
