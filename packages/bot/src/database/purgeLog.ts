import type { Database } from 'better-sqlite3';

/**
 * Empties the log beside the file, which holds what was written lately: after a removal also what was removed. Never throws,
 * and waits for nobody.
 *
 * @returns whether it is empty: not while another program reads what was there before, or a transaction runs
 */
export function purgeLog(database: Database): boolean {
	try {
		const patience = database.pragma('busy_timeout', { simple: true });
		database.pragma('busy_timeout = 0');
		try {
			const [outcome] = database.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
			return outcome?.busy === 0;
		} finally {
			database.pragma(`busy_timeout = ${patience}`);
		}
	} catch {
		// The removal is done, and stands.
		return false;
	}
}
