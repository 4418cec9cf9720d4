import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import { DatabaseError } from './DatabaseError.js';
import type { Migrations } from './Migrations.js';
import { migrate } from './migrate.js';
import { SqliteDatabase } from './SqliteDatabase.js';

/** How long a start waits for another program: until it has upgraded the tables. */
const START_TIMEOUT_MS = 5_000;
/** Each wait stands in the way of all else, and Discord wants to hear of a command within three seconds. */
const BUSY_TIMEOUT_MS = 1_000;
const MAPPED_BYTES = 2 ** 30;

/**
 * Opens the database, makes its folder and file where they are not there, and brings its tables up to date.
 *
 * @param path - a file, or `:memory:`
 * @throws DatabaseError where the file can not be written, is no database, or was written by a newer program
 */
export function openDatabase(path: string, rooms: readonly Migrations[]): Database {
	let database: Database | undefined;
	try {
		if (path !== ':memory:') makeFolder(dirname(path));
		database = new SqliteDatabase(path, { timeout: START_TIMEOUT_MS });
		setUp(database);
		migrate(database, rooms);
		database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
		return database;
	} catch (error) {
		database?.close();
		throw error instanceof DatabaseError ? error : explain(path, error as NodeJS.ErrnoException);
	}
}

/** Not by `recursive`, with which Node 20 never comes back from a place such as /proc, where nothing can be made. */
function makeFolder(path: string): void {
	if (existsSync(path)) return;
	makeFolder(dirname(path));
	mkdirSync(path);
}

function setUp(database: Database): void {
	database.pragma('journal_mode = WAL');
	// With WAL a killed process loses nothing that was committed, for the system has it; only a power cut can take back the
	// last commits, and never breaks the file. FULL would wait for the disk at each of them, in the event loop.
	database.pragma('synchronous = NORMAL');
	database.pragma('foreign_keys = ON');
	// Sums over all members touch most pages of a large file: read in place, they need no copy and no call for each.
	database.pragma(`mmap_size = ${MAPPED_BYTES}`);
}

function explain(path: string, error: NodeJS.ErrnoException): DatabaseError {
	const cure =
		error.code === 'SQLITE_NOTADB' || error.code?.startsWith('SQLITE_CORRUPT')
			? 'It is no SQLite database, or a broken one: restore it from a backup, or set DATABASE_PATH to another file.'
			: error.code?.startsWith('SQLITE_BUSY')
				? 'Another program holds it: stop that one first.'
				: error.code === 'SQLITE_FULL' || error.code === 'ENOSPC'
					? 'The disk is full: make room on it, or set DATABASE_PATH to a file on another.'
					: 'Set DATABASE_PATH to a file in a folder that this user may write.';
	return new DatabaseError(`The database ${path} can not be opened: ${error.message}. ${cure}`, { cause: error });
}
