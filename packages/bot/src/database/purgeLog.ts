import type { Database } from 'better-sqlite3';

/**
 * Empties the log beside the file. It holds recent writes, and after a removal the removed data as well. Never throws,
 * and waits for nobody.
 *
 * @returns whether it is empty: it is not while another program reads older data, or a transaction runs
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
		// The removal itself is done.
		return false;
	}
}
