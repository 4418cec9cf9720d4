import { join } from 'node:path';
import type { CancelTimer, IClock } from '../../interfaces/IClock.js';
import { codeOf } from '../disk/codeOf.js';
import type { IDisk, IDiskFile } from '../disk/IDisk.js';
import { withFile } from '../disk/withFile.js';
import { type Holder, readHolder } from './Holder.js';
import type { IProcesses } from './IProcesses.js';

/** The name of the lock file of a shard. */
export const LOCK = 'lock';
/** What a process needs for a moment while it looks at a lock; one that was killed leaves it there. */
export const LOCK_PROBES = /^(?:probe|taken)-[0-9a-f]{8}$/;
/** How often a holder writes its lock again, for those who cannot see whether it runs. */
const BEAT_MS = 5_000;
/** Longer than any stall of a process that serves a bot. */
const STALE_MS = 20_000;
/** A lock is gone: its holder ended just now. Others may be quicker, but not again and again. */
const ATTEMPTS = 5;
/** A lock file is far shorter. */
const MOST_BYTES = 4_096;

/** What a lock needs of its surroundings. */
export interface LockSurroundings {
	readonly disk: IDisk;
	readonly processes: IProcesses;
	readonly clock: IClock;
	/** 8 hexadecimal digits. */
	readonly createNonce: () => string;
}

/**
 * The right to write a shard: a file that names its holder. A holder that has ended, however that was, loses it to the
 * next process that asks. The holder looks at the file before each write, so that it notices if it was taken for dead.
 */
export class ShardLock {
	readonly #surroundings: LockSurroundings;
	readonly #path: string;
	readonly #file: IDiskFile;
	readonly #text: Uint8Array;
	readonly #nonce: string;
	#cancel: CancelTimer = () => {};
	#beat: Promise<unknown> = Promise.resolve();
	#isHeld = true;

	private constructor(surroundings: LockSurroundings, path: string, file: IDiskFile, holder: Holder) {
		this.#surroundings = surroundings;
		this.#path = path;
		this.#file = file;
		this.#nonce = holder.nonce;
		this.#text = Buffer.from(JSON.stringify(holder));
		this.#setBeat();
	}

	/** Takes the lock in a folder; `null` if another process holds it, or may hold it. */
	static async take(surroundings: LockSurroundings, folder: string): Promise<ShardLock | null> {
		const { disk, processes, createNonce } = surroundings;
		const path = join(folder, LOCK);
		// Two nonces: it must never be repeated.
		const holder = { nonce: createNonce() + createNonce(), ...(await processes.describeOwn()) };
		for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
			const file = await openNew(disk, path);
			if (file !== null) return ShardLock.#begin(surroundings, path, file, holder);
			if (await isHeld(surroundings, folder)) return null;
			await moveAway(surroundings, folder);
		}
		return null;
	}

	static async #begin(surroundings: LockSurroundings, path: string, file: IDiskFile, holder: Holder) {
		try {
			await file.write(Buffer.from(JSON.stringify(holder)), 0);
			return new ShardLock(surroundings, path, file, holder);
		} catch (error) {
			await file.close().catch(() => {});
			await surroundings.disk.remove(path).catch(() => {});
			throw error;
		}
	}

	get isHeld(): boolean {
		return this.#isHeld;
	}

	/** Looks whether the lock is still this one. Once it was not, it never is again. */
	async check(): Promise<boolean> {
		if (!this.#isHeld) return false;
		const holder = await readLock(this.#surroundings.disk, this.#path);
		if (this.#isHeld && holder?.nonce !== this.#nonce) {
			this.#isHeld = false;
			this.#cancel();
		}
		return this.#isHeld;
	}

	/** Removes the lock, if it is still this one. */
	async release(): Promise<void> {
		this.#cancel();
		await this.#beat;
		// A beat on its way has set the next one.
		this.#cancel();
		const isOurs = await this.check().catch(() => false);
		this.#isHeld = false;
		await this.#file.close().catch(() => {});
		if (isOurs) await this.#surroundings.disk.remove(this.#path).catch(() => {});
	}

	#setBeat(): void {
		this.#cancel = this.#surroundings.clock.setTimer(BEAT_MS, () => {
			this.#beat = this.#write().finally(() => {
				if (this.#isHeld) this.#setBeat();
			});
		});
	}

	/** Through the file that was opened: under its name there may be the lock of another by now. */
	async #write(): Promise<void> {
		try {
			if (await this.check()) await this.#file.write(this.#text, 0);
		} catch {
			// A disk that fails says so at the next commit.
		}
	}
}

/** `null` if there is one already. */
async function openNew(disk: IDisk, path: string): Promise<IDiskFile | null> {
	try {
		return await disk.open(path, 'new');
	} catch (error) {
		if (codeOf(error) === 'EEXIST') return null;
		throw error;
	}
}

async function isHeld({ disk, processes, createNonce }: LockSurroundings, folder: string): Promise<boolean> {
	try {
		const path = join(folder, LOCK);
		const holder = await readLock(disk, path);
		const isRunning = holder === null ? undefined : await processes.isRunning(holder);
		if (isRunning !== undefined) return isRunning;
		const modifiedAt = await withFile(disk, path, 'read', async (file) => (await file.facts()).modifiedAt);
		const now = await readTime(disk, join(folder, `probe-${createNonce()}`));
		return Math.abs(now - modifiedAt) < STALE_MS;
	} catch (error) {
		// Its holder has just released it.
		if (codeOf(error) === 'ENOENT') return false;
		throw error;
	}
}

async function readLock(disk: IDisk, path: string): Promise<Holder | null> {
	try {
		return readHolder(await withFile(disk, path, 'read', (file) => file.read(MOST_BYTES, 0)));
	} catch (error) {
		if (codeOf(error) === 'ENOENT') return null;
		throw error;
	}
}

/** The time of the file system, which may be another machine's. */
async function readTime(disk: IDisk, path: string): Promise<number> {
	try {
		return await withFile(disk, path, 'new', async (file) => {
			await file.write(Buffer.from('?'), 0);
			return (await file.facts()).modifiedAt;
		});
	} finally {
		await disk.remove(path).catch(() => {});
	}
}

/**
 * Takes a lock of nobody away. If a third process has taken it over meanwhile, that one finds its lock gone, and
 * writes nothing.
 */
async function moveAway({ disk, createNonce }: LockSurroundings, folder: string): Promise<void> {
	const away = join(folder, `taken-${createNonce()}`);
	try {
		await disk.rename(join(folder, LOCK), away);
		await disk.remove(away);
	} catch (error) {
		if (codeOf(error) !== 'ENOENT') throw error;
	}
}
