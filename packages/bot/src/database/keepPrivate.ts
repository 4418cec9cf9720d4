import { chmodSync, closeSync, lstatSync, openSync, realpathSync, type Stats } from 'node:fs';

/** Only for the user that the bot runs as. */
const PRIVATE_FILE = 0o600;
const FOR_OTHERS = 0o077;

/** Makes a file for its owner only, if there is none; never through a symbolic link. */
export function makePrivate(path: string): void {
	try {
		closeSync(openSync(path, 'wx', PRIVATE_FILE));
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
	}
}

/**
 * Takes the permissions of all others on a database and the files beside it. The database must belong to the bot. Files
 * that SQLite makes later get the same permissions.
 */
export function keepPrivate(path: string): void {
	const file = realpathSync(path);
	for (const name of [file, `${file}-wal`, `${file}-shm`, `${file}-journal`]) tighten(name);
}

/** The file at a path itself, which may be a link; `undefined` if there is none. */
export function lookAt(path: string): Stats | undefined {
	return lstatSync(path, { throwIfNoEntry: false });
}

function tighten(path: string): void {
	const found = lookAt(path);
	if (found?.isFile() && found.mode & FOR_OTHERS) chmodSync(path, PRIVATE_FILE);
}
