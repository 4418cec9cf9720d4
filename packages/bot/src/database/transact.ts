import type { Database } from 'better-sqlite3';

/**
 * All that `act` writes, or nothing of it.
 *
 * The lock is taken before anything is read: in the midst of a transaction SQLite waits for no other program, but fails.
 */
export function transact<Result>(database: Database, act: () => Result): Result {
	return database.transaction(act).immediate();
}
