import type { Database } from 'better-sqlite3';

/**
 * Each wait stands in the way of all else, and there may be one for every event that is heard. The ledger of activity tries
 * again later; whatever else could not be written is told to who asked for it, or in the log.
 */
const BUSY_TIMEOUT_MS = 100;

/** Waits no longer for other programs as a start may: from now on there are others to be kept waiting. */
export function limitWaits(database: Database): void {
	database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
}
