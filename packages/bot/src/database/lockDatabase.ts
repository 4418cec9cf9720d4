import { accessSync, constants, realpathSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { DatabaseError } from './DatabaseError.js';
import { explainFailure } from './explainFailure.js';
import { SqliteDatabase } from './SqliteDatabase.js';

/** At a restart the old process may take five seconds to stop. */
const WAIT_MS = 6_000;

/**
 * Keeps a database to one process: what a second one writes, the first does not know, and its start ends the watches of the
 * first. The lock is one on a file beside the database, which the system lets go of with the process, however that ends.
 *
 * @returns what lets go of it when it is closed
 * @throws DatabaseError where another process holds it, or the file can not be made
 */
export function lockDatabase(path: string, waitMs = WAIT_MS): Database {
	// By any of its names a file is the same database.
	const file = `${realpathSync(path)}.lock`;
	let lock: Database | undefined;
	try {
		lock = new SqliteDatabase(file, { timeout: waitMs });
		// On a file that may only be read, SQLite takes the lock of a reader instead, and says nothing.
		accessSync(file, constants.W_OK);
		lock.exec('BEGIN EXCLUSIVE');
		return lock;
	} catch (error) {
		lock?.close();
		throw isBusy(error) ? taken(path, error) : explainFailure(file, error as NodeJS.ErrnoException);
	}
}

const isBusy = (error: unknown) => Boolean((error as NodeJS.ErrnoException).code?.startsWith('SQLITE_BUSY'));

function taken(path: string, cause: unknown): DatabaseError {
	return new DatabaseError(
		`Another process of this bot uses the database ${path}: stop it first. Each bot needs a database of its own, see DATABASE_PATH.`,
		{ cause },
	);
}
