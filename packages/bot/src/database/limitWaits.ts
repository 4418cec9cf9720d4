import type { Database } from 'better-sqlite3';

/**
 * Each wait blocks everything else, and every event may cause one. The ledger of activity tries again later. Any other
 * failed write is reported to the user that caused it, or in the log.
 */
const BUSY_TIMEOUT_MS = 100;

/** Ends the long waits of the start: from now on users would wait too. */
export function limitWaits(database: Database): void {
	database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
}
