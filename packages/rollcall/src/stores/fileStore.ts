import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { invalid } from '../errors/invalid.js';
import type { IRosterStore } from '../interfaces/IRosterStore.js';
import { SystemClock } from '../pacing/SystemClock.js';
import { NodeDisk } from './disk/NodeDisk.js';
import { SystemProcesses } from './lock/SystemProcesses.js';
import { FileStore } from './shard/FileStore.js';

const DAY_MS = 24 * 60 * 60 * 1_000;
const EXPIRE_AFTER_MS = 30 * DAY_MS;

/** How {@link fileStore} keeps rosters. */
export interface FileStoreOptions {
	/**
	 * What nobody has opened or saved for so long is removed when a shard of the directory is opened. `Infinity` keeps it.
	 *
	 * @defaultValue 30 days
	 */
	readonly expireAfterMs?: number;
}

/**
 * A store in a directory of this machine. It is made when the first shard is opened; files in it are readable by their
 * owner only. Each shard has one writer: other processes only read it.
 *
 * @example
 * ```ts
 * const store = fileStore('./rosters');
 * ```
 */
export function fileStore(directory: string, { expireAfterMs = EXPIRE_AFTER_MS }: FileStoreOptions = {}): IRosterStore {
	if (typeof directory !== 'string' || directory === '')
		throw invalid('directory', directory, 'the path of a directory');
	if (typeof expireAfterMs !== 'number' || !(expireAfterMs > 0))
		throw invalid('options.expireAfterMs', expireAfterMs, 'more than 0 ms');
	const surroundings = {
		disk: new NodeDisk(),
		processes: new SystemProcesses(),
		clock: new SystemClock(),
		createNonce: () => randomBytes(4).toString('hex'),
		wait: (ms: number) => setTimeout(ms),
	};
	return new FileStore(surroundings, resolve(directory), expireAfterMs);
}
