import { codeOf } from './disk/codeOf.js';

/** How a store failed. */
export type StoreFailure =
	/** The disk or the quota of the user is full. */
	| 'full'
	/** The process may not read or write there. */
	| 'refused'
	/** The directory is a file, or lies below one. */
	| 'notADirectory'
	/** Another process holds the shard, or has taken it over. */
	| 'held'
	/** The store of the shard was closed. */
	| 'closed'
	/** Any other failure of the disk. */
	| 'failed';

/** A place that keeps rosters could not be read or written. The last commit is still there. */
export class StoreError extends Error {
	override readonly name = 'StoreError';
	constructor(
		readonly failure: StoreFailure,
		message: string,
		/** The file or the directory. */
		readonly path?: string,
		cause?: unknown,
	) {
		super(message, cause === undefined ? undefined : { cause });
	}
}

const FAILURES: Readonly<Record<string, StoreFailure>> = {
	ENOSPC: 'full',
	EDQUOT: 'full',
	EACCES: 'refused',
	EPERM: 'refused',
	EROFS: 'refused',
	ENOTDIR: 'notADirectory',
	EEXIST: 'notADirectory',
};

const CURES: Readonly<Record<'full' | 'refused' | 'notADirectory' | 'failed', string>> = {
	full: 'Free some space, or move the directory to another disk. What was saved before is still there.',
	refused: 'Give the directory and all files in it to the user that runs the bot, and mount it writable.',
	notADirectory: 'Name a directory, or remove the file that has its name.',
	failed: 'Check the disk. What was saved before is still there.',
};

/** The error of a store for a failure of the system: what could not be done to which thing, and the cure. */
export function toStoreError(error: unknown, what: string, done: string, path: string): StoreError {
	if (error instanceof StoreError) return error;
	const code = codeOf(error);
	const failure = (FAILURES[code ?? ''] ?? 'failed') as keyof typeof CURES;
	return new StoreError(
		failure,
		`${what} could not be ${done} (${code ?? String(error)}). ${CURES[failure]}`,
		path,
		error,
	);
}
