import type { Database } from 'better-sqlite3';

/**
 * Writes all that `act` writes, or nothing.
 *
 * The lock is taken before anything is read: in the middle of a transaction SQLite does not wait for other programs,
 * but fails.
 */
export function transact<Result>(database: Database, act: () => Result): Result {
	return database.transaction(act).immediate();
}
