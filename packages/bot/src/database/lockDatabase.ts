import { accessSync, constants, realpathSync, type Stats } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { DatabaseError } from './DatabaseError.js';
import { explainFailure } from './explainFailure.js';
import { keepPrivate, lookAt, makePrivate } from './keepPrivate.js';
import { loadSqlite } from './loadSqlite.js';

/** At a restart the old process may need five seconds to stop. */
const WAIT_MS = 6_000;

/**
 * Keeps a database to one process: the first does not know what a second one writes, and the start of the second ends
 * the watches of the first. The lock is on a file beside the database, and the system releases it with the process,
 * however that ends.
 *
 * @returns the lock, which is released when it is closed
 * @throws DatabaseError if another process holds it, or the file cannot be made
 */
export function lockDatabase(path: string, waitMs = WAIT_MS): Database {
	// All names of a file lead to the same database.
	const file = `${realpathSync(path)}.lock`;
	let lock: Database | undefined;
	try {
		makePrivate(file);
		const own = requireOwn(file);
		lock = new (loadSqlite())(file, { timeout: waitMs });
		// SQLite follows links: it has opened the checked file only if that file is still there.
		if (requireOwn(file).ino !== own.ino) throw replaced(file);
		// On a read-only file SQLite silently takes the lock of a reader instead.
		accessSync(file, constants.W_OK);
		lock.exec('BEGIN EXCLUSIVE');
		keepPrivate(file);
		return lock;
	} catch (error) {
		lock?.close();
		if (error instanceof DatabaseError) throw error;
		throw isBusy(error) ? taken(path, error) : explainFailure(file, error as NodeJS.ErrnoException);
	}
}

/** @throws DatabaseError if it is a link, which someone else may have put there, or not a file */
function requireOwn(file: string): Stats {
	const found = lookAt(file);
	if (found?.isFile()) return found;
	throw found?.isSymbolicLink() ? linked(file) : replaced(file);
}

function linked(file: string): DatabaseError {
	return new DatabaseError(
		`The lock file ${file} is a symbolic link, which is not followed. Find out who made it, remove it, and start again.`,
	);
}

function replaced(file: string): DatabaseError {
	return new DatabaseError(`The lock file ${file} is not a plain file, or was replaced. Remove it, and start again.`);
}

const isBusy = (error: unknown) => Boolean((error as NodeJS.ErrnoException).code?.startsWith('SQLITE_BUSY'));

function taken(path: string, cause: unknown): DatabaseError {
	return new DatabaseError(
		`Another process of this bot uses the database ${path}: stop it first. Each bot needs its own database, see DATABASE_PATH.`,
		{ cause },
	);
}
