import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { Migrations } from '../interfaces/Migrations.js';
import { DatabaseError } from './DatabaseError.js';
import { explainFailure } from './explainFailure.js';
import { keepPrivate, makePrivate } from './keepPrivate.js';
import { loadSqlite } from './loadSqlite.js';
import { lockDatabase } from './lockDatabase.js';
import { migrate } from './migrate.js';

/** How long a start waits for another program, for example until it has upgraded the tables or made its copy. */
const START_TIMEOUT_MS = 5_000;
const MAPPED_BYTES = 2 ** 30;
const PRIVATE_FOLDER = 0o700;

/**
 * Opens the database, makes its folder and file if they are missing, locks it to this process until it is closed, and
 * brings its tables up to date. Until {@link limitWaits}, each write waits for other programs as long as a start may.
 *
 * @param path - a file, or `:memory:`
 * @throws DatabaseError if better-sqlite3 is missing, or if the file cannot be written, is not a database, was written
 * by a newer program or is in use
 */
export function openDatabase(path: string, rooms: readonly Migrations[]): Database {
	const SqliteDatabase = loadSqlite();
	let database: Database | undefined;
	try {
		const isFile = path !== ':memory:';
		if (isFile) prepareFile(path);
		database = new SqliteDatabase(path, { timeout: START_TIMEOUT_MS });
		database.pragma('schema_version'); // throws if it is not a database, and then the file is left untouched
		if (isFile) keepPrivate(path);
		setUp(database);
		if (isFile) closeWith(database, lockDatabase(path));
		migrate(database, rooms);
		return database;
	} catch (error) {
		database?.close();
		throw error instanceof DatabaseError ? error : explainFailure(path, error as NodeJS.ErrnoException);
	}
}

/** Makes what is missing, only for the user of the bot, since it will hold the activity of members. */
function prepareFile(path: string): void {
	makeFolder(dirname(path));
	const found = statSync(path, { throwIfNoEntry: false });
	if (!found) makePrivate(path);
	// Opening a pipe would wait forever.
	else if (!found.isFile() && !found.isDirectory()) throw new Error('it is not a file');
}

/** Not with `recursive`: in a place such as /proc, where nothing can be made, Node 20 would never return. */
function makeFolder(path: string): void {
	if (existsSync(path)) return;
	makeFolder(dirname(path));
	mkdirSync(path, { mode: PRIVATE_FOLDER });
}

function setUp(database: Database): void {
	database.pragma('journal_mode = WAL');
	// With WAL a killed process loses no commit, since the system has it. Only a power cut can take back the last
	// commits, and it never breaks the file. FULL would wait for the disk at each commit, in the event loop.
	database.pragma('synchronous = NORMAL');
	database.pragma('foreign_keys = ON');
	// Removed data is overwritten: the file must not hold the data of a user that has erased it.
	database.pragma('secure_delete = ON');
	// Sums over all members touch most pages of a large file. Mapped, they need no copy and no call per page.
	database.pragma(`mmap_size = ${MAPPED_BYTES}`);
}

/** Releases the lock when the database is closed. */
function closeWith(database: Database, lock: Database): void {
	const close = database.close.bind(database);
	database.close = () => {
		close();
		lock.close();
		return database;
	};
}
