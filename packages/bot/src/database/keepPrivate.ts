import { chmodSync, closeSync, lstatSync, openSync, realpathSync, type Stats } from 'node:fs';

/** For nobody but the user that the bot runs as. */
const PRIVATE_FILE = 0o600;
const FOR_OTHERS = 0o077;

/** Makes a file for its owner alone where there is none; never through a symbolic link. */
export function makePrivate(path: string): void {
	try {
		closeSync(openSync(path, 'wx', PRIVATE_FILE));
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
	}
}

/**
 * Takes from all others what they may do with a database and the files beside it, which has to be one that is the bot's own.
 * What SQLite makes beside it later is as private as it is.
 */
export function keepPrivate(path: string): void {
	const file = realpathSync(path);
	for (const name of [file, `${file}-wal`, `${file}-shm`, `${file}-journal`]) tighten(name);
}

/** What is at a path itself, which may be a link; `undefined` where nothing is. */
export function lookAt(path: string): Stats | undefined {
	return lstatSync(path, { throwIfNoEntry: false });
}

function tighten(path: string): void {
	const found = lookAt(path);
	if (found?.isFile() && found.mode & FOR_OTHERS) chmodSync(path, PRIVATE_FILE);
}
