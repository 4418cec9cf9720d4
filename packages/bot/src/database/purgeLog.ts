import type { Database } from 'better-sqlite3';

/**
 * Empties the log beside the file, which holds what was written lately: after a removal also what was removed. Never throws.
 * Where another program reads at this moment, the log is emptied by a later call, or when the database is closed.
 */
export function purgeLog(database: Database): void {
	try {
		database.pragma('wal_checkpoint(TRUNCATE)');
	} catch {
		// The removal is done, and stands.
	}
}
