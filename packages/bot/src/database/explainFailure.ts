import type { Database } from 'better-sqlite3';
import { DatabaseError } from './DatabaseError.js';

/** Why a file cannot be opened, and the cure. */
export function explainFailure(path: string, error: NodeJS.ErrnoException): DatabaseError {
	const cure =
		error.code === 'SQLITE_NOTADB' || error.code?.startsWith('SQLITE_CORRUPT')
			? 'It is not an SQLite database, or it is damaged: restore it from a backup, or set DATABASE_PATH to another file.'
			: error.code?.startsWith('SQLITE_BUSY')
				? 'Another program holds it: stop that one first.'
				: error.code === 'SQLITE_FULL' || error.code === 'ENOSPC'
					? 'The disk is full: make room on it, or set DATABASE_PATH to a file on another.'
					: error.syscall === 'chmod'
						? 'It must belong to the user of the bot, and belongs to another one: give it to that user (chown).'
						: 'Set DATABASE_PATH to a file in a folder that this user may write.';
	return new DatabaseError(`The database ${path} cannot be opened: ${error.message}. ${cure}`, { cause: error });
}

/** For an SQLite error, why the database cannot be used, and the cure; any other error unchanged. */
export function explainSqlite({ name }: Database, error: unknown): unknown {
	const { code } = (error ?? {}) as NodeJS.ErrnoException;
	return code?.startsWith('SQLITE_') ? explainFailure(name, error as NodeJS.ErrnoException) : error;
}
