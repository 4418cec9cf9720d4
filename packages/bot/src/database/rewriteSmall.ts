import type { Database } from 'better-sqlite3';

/** A file of this size is rewritten in less than a tenth of a second; a larger one would hold up all commands. */
const SMALL_BYTES = 8 * 1024 * 1024;

/**
 * Rewrites a small file page by page. If SQLite has moved a row, a copy may stay in the unused part of a page, which
 * `secure_delete` does not overwrite. Never throws: the removal itself is done.
 */
export function rewriteSmall(database: Database): void {
	try {
		const pages = database.pragma('page_count', { simple: true }) as number;
		const pageSize = database.pragma('page_size', { simple: true }) as number;
		if (pages * pageSize <= SMALL_BYTES) database.exec('VACUUM');
	} catch {
		// Another program writes, or a transaction runs.
	}
}
