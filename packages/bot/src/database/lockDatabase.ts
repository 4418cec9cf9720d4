import { accessSync, constants, realpathSync, type Stats } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { DatabaseError } from './DatabaseError.js';
import { explainFailure } from './explainFailure.js';
import { keepPrivate, lookAt, makePrivate } from './keepPrivate.js';
import { loadSqlite } from './loadSqlite.js';

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
		makePrivate(file);
		const own = requireOwn(file);
		lock = new (loadSqlite())(file, { timeout: waitMs });
		// SQLite follows links: it has opened what was looked at only if that is still there.
		if (requireOwn(file).ino !== own.ino) throw replaced(file);
		// On a file that may only be read, SQLite takes the lock of a reader instead, and says nothing.
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

/** @throws DatabaseError where it is a link, which somebody else may have put there, or no file at all */
function requireOwn(file: string): Stats {
	const found = lookAt(file);
	if (found?.isFile()) return found;
	throw found?.isSymbolicLink() ? linked(file) : replaced(file);
}

function linked(file: string): DatabaseError {
	return new DatabaseError(
		`The lock file ${file} is a symbolic link, which is not followed. Look at who made it, remove it, and start again.`,
	);
}

function replaced(file: string): DatabaseError {
	return new DatabaseError(`The lock file ${file} is no plain file, or was replaced. Remove it, and start again.`);
}

const isBusy = (error: unknown) => Boolean((error as NodeJS.ErrnoException).code?.startsWith('SQLITE_BUSY'));

function taken(path: string, cause: unknown): DatabaseError {
	return new DatabaseError(
		`Another process of this bot uses the database ${path}: stop it first. Each bot needs a database of its own, see DATABASE_PATH.`,
		{ cause },
	);
}
