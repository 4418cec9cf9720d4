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
const BEAT_MS = 1_500;
/** Longer than any stall of a process that serves a bot, and short enough to wait for it. */
const STALE_MS = 6_000;
/** How often those who wait look at it. */
const LOOK_MS = 500;
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
	/** Keeps the process alive, as the timers of the clock do not. */
	readonly wait: (ms: number) => Promise<void>;
}

/** What a look at a lock file tells. */
interface Sighting {
	readonly holder: Holder | null;
	readonly modifiedAt: number;
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

	/**
	 * Takes the lock in a folder; `null` if another process holds it. If it cannot be seen whether that one runs, this
	 * waits for it to write its lock again.
	 */
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
		const seen = await lookAt(this.#surroundings.disk, this.#path);
		if (this.#isHeld && seen?.holder?.nonce !== this.#nonce) {
			this.#isHeld = false;
			this.#cancel();
			await this.#file.close().catch(() => {});
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

async function isHeld(surroundings: LockSurroundings, folder: string): Promise<boolean> {
	const seen = await lookAt(surroundings.disk, join(folder, LOCK));
	// Its holder has just released it.
	if (seen === null) return false;
	const isRunning = seen.holder === null ? undefined : await surroundings.processes.isRunning(seen.holder);
	return isRunning ?? isWrittenAgain(surroundings, folder, seen);
}

/** Whether the holder of a lock writes it again, before it has not done so for too long. */
async function isWrittenAgain(surroundings: LockSurroundings, folder: string, seen: Sighting): Promise<boolean> {
	const { disk, createNonce, wait } = surroundings;
	const now = await readTime(disk, join(folder, `probe-${createNonce()}`));
	// The time may have been set back.
	const age = Math.max(0, now - seen.modifiedAt);
	for (let silentMs = age; silentMs < STALE_MS; silentMs += LOOK_MS) {
		await wait(LOOK_MS);
		const later = await lookAt(disk, join(folder, LOCK));
		if (later === null) return false;
		if (later.modifiedAt !== seen.modifiedAt || later.holder?.nonce !== seen.holder?.nonce) return true;
	}
	return false;
}

async function lookAt(disk: IDisk, path: string): Promise<Sighting | null> {
	try {
		return await withFile(disk, path, 'read', async (file) => ({
			holder: readHolder(await file.read(MOST_BYTES, 0)),
			modifiedAt: (await file.facts()).modifiedAt,
		}));
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
