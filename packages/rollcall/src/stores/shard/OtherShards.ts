import { basename, join } from 'node:path';
import type { ShardKey } from '../../interfaces/IRosterStore.js';
import { codeOf } from '../disk/codeOf.js';
import { removeIfThere } from '../disk/removeIfThere.js';
import { withFile } from '../disk/withFile.js';
import { isSameRun } from '../isSameRun.js';
import { LOCK, type LockSurroundings, ShardLock } from '../lock/ShardLock.js';
import { isOwnFile, keyOf } from './folders.js';
import { MANIFEST } from './loadState.js';

/** The folders of a directory, and how they go when nobody needs them any longer. */
export class OtherShards {
	readonly #surroundings: LockSurroundings;
	readonly #directory: string;
	readonly #key: ShardKey;

	constructor(surroundings: LockSurroundings, directory: string, key: ShardKey) {
		this.#surroundings = surroundings;
		this.#directory = directory;
		this.#key = key;
	}

	/** How many were saved by another bot, with another shard count or with other intents. */
	async countForeign(): Promise<number> {
		return (await this.#list()).filter(({ key }) => !isSameRun(key, this.#key)).length;
	}

	/** Removes what this bot saved with another shard count or other intents: it would never be read or erased again. */
	async removeOutdated(): Promise<void> {
		for (const { key, folder } of await this.#list()) {
			if (key.applicationId === this.#key.applicationId && !isSameRun(key, this.#key)) await this.#remove(folder);
		}
	}

	/** Removes what nobody has opened or saved since a time, in the folder of this shard, too, except its lock. */
	async removeUnused(since: number, own: string): Promise<void> {
		for (const { folder } of await this.#list()) {
			const isOwn = folder === own;
			const usedAt = await this.#usedAt(folder);
			if (usedAt === undefined || usedAt >= since) continue;
			if (isOwn) await this.#empty(folder);
			else await this.#remove(folder);
		}
	}

	async #list(): Promise<{ readonly key: ShardKey; readonly folder: string }[]> {
		const names = (await this.#surroundings.disk.list(this.#directory)) ?? [];
		return names.flatMap((name) => {
			const key = keyOf(name);
			return key ? [{ key, folder: join(this.#directory, name) }] : [];
		});
	}

	/**
	 * When the manifest was last written or touched, or any other file if there is none; `undefined` if there is nothing
	 * but perhaps a lock.
	 */
	async #usedAt(folder: string): Promise<number | undefined> {
		const files = (await this.#filesIn(folder)).filter((path) => basename(path) !== LOCK);
		const manifest = files.filter((path) => basename(path) === MANIFEST);
		let usedAt: number | undefined;
		for (const path of manifest.length > 0 ? manifest : files) {
			try {
				const { modifiedAt } = await withFile(this.#surroundings.disk, path, 'read', (file) => file.facts());
				usedAt = Math.max(usedAt ?? modifiedAt, modifiedAt);
			} catch (error) {
				// Its holder has just removed it, so somebody uses the folder.
				if (codeOf(error) !== 'ENOENT') throw error;
				return undefined;
			}
		}
		return usedAt;
	}

	/** Leaves it to its holder if there is one. */
	async #remove(folder: string): Promise<void> {
		const { disk } = this.#surroundings;
		const lock = await ShardLock.take(this.#surroundings, folder);
		if (lock === null) return;
		try {
			await this.#empty(folder);
		} finally {
			await lock.release();
		}
		try {
			await disk.removeFolder(folder);
			await disk.syncFolder(this.#directory);
		} catch (error) {
			// Somebody has put something else there, or has just opened it.
			if (codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'ENOENT') throw error;
		}
	}

	/** The manifest goes first: what is left after a crash then is no loss, but nothing. */
	async #empty(folder: string): Promise<void> {
		const { disk } = this.#surroundings;
		await removeIfThere(disk, join(folder, MANIFEST));
		await disk.syncFolder(folder);
		for (const path of await this.#filesIn(folder)) if (basename(path) !== LOCK) await removeIfThere(disk, path);
		await disk.syncFolder(folder);
	}

	async #filesIn(folder: string): Promise<string[]> {
		const names = (await this.#surroundings.disk.list(folder)) ?? [];
		return names.filter(isOwnFile).map((name) => join(folder, name));
	}
}
