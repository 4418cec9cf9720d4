import { join } from 'node:path';
import type { IRosterStore, IShardStore, ShardKey } from '../../interfaces/IRosterStore.js';
import { checkKey } from '../checkKey.js';
import { codeOf } from '../disk/codeOf.js';
import { makeFolders } from '../disk/makeFolders.js';
import type { ShardState } from '../format/ShardState.js';
import { type LockSurroundings, ShardLock } from '../lock/ShardLock.js';
import { toStoreError } from '../StoreError.js';
import { Turns } from '../Turns.js';
import { FileShard } from './FileShard.js';
import { folderOf, isPassing } from './folders.js';
import { type Loaded, loadState, MANIFEST } from './loadState.js';
import { OtherShards } from './OtherShards.js';

/** How many guilds a line names. */
const MOST_NAMED = 5;

type Warn = (line: string) => void;

/** Keeps rosters in files, each shard in a folder of its own. */
export class FileStore implements IRosterStore {
	readonly #surroundings: LockSurroundings;
	readonly #directory: string;
	readonly #expireAfterMs: number;

	constructor(surroundings: LockSurroundings, directory: string, expireAfterMs: number) {
		this.#surroundings = surroundings;
		this.#directory = directory;
		this.#expireAfterMs = expireAfterMs;
	}

	/** {@inheritDoc IRosterStore.open} */
	async open(key: ShardKey, warn: Warn): Promise<IShardStore> {
		checkKey(key);
		const folder = join(this.#directory, folderOf(key));
		let lock: ShardLock | null = null;
		try {
			lock = await this.#takeLock(folder, warn);
			return await this.#open(key, folder, lock, warn);
		} catch (error) {
			await lock?.release();
			throw toStoreError(error, `The directory ${this.#directory}`, 'used for rosters', this.#directory);
		}
	}

	/** What lies on a disk that is mounted to be read only can still be read. */
	async #takeLock(folder: string, warn: Warn): Promise<ShardLock | null> {
		try {
			return await this.#takeIn(folder);
		} catch (error) {
			if (codeOf(error) !== 'EROFS') throw error;
			warn(`${toStoreError(error, `The folder ${folder}`, 'locked', folder).message} Its rosters are only read.`);
			return null;
		}
	}

	async #takeIn(folder: string): Promise<ShardLock | null> {
		await makeFolders(this.#surroundings.disk, folder);
		try {
			return await ShardLock.take(this.#surroundings, folder);
		} catch (error) {
			if (codeOf(error) !== 'ENOENT') throw error;
			// Another process has just removed it, because nobody had used it for long.
			await makeFolders(this.#surroundings.disk, folder);
			return ShardLock.take(this.#surroundings, folder);
		}
	}

	async #open(key: ShardKey, folder: string, lock: ShardLock | null, warn: Warn): Promise<IShardStore> {
		const { disk, clock } = this.#surroundings;
		const others = new OtherShards(this.#surroundings, this.#directory, key);
		if (lock) await this.#attempt(others.removeUnused(clock.wallNow() - this.#expireAfterMs, folder), warn);
		const loaded = await loadState(disk, folder, key, new Turns());
		await this.#tell(loaded, folder, others, warn);
		await disk.touch(join(folder, MANIFEST), clock.wallNow()).catch(() => {});
		const leftovers = lock ? await this.#findLeftovers(folder, loaded.state) : [];
		const removeOutdated = () => this.#attempt(others.removeOutdated(), warn);
		const shard = new FileShard(this.#surroundings, {
			key,
			folder,
			state: loaded.state,
			leftovers,
			lock,
			warn,
			removeOutdated,
		});
		// If the manifest is left aside, its files stay until the next one replaces it.
		if (lock && loaded.mistrusted === undefined) await shard.recover();
		return shard;
	}

	async #findLeftovers(folder: string, { segments }: ShardState): Promise<string[]> {
		const names = (await this.#surroundings.disk.list(folder)) ?? [];
		return names.filter((name) => isPassing(name) && !segments.has(name));
	}

	/** What does not succeed for other shards is no failure of this one. */
	async #attempt(work: Promise<void>, warn: Warn): Promise<void> {
		try {
			await work;
		} catch (error) {
			const what = `What nobody needs any longer in ${this.#directory}`;
			warn(toStoreError(error, what, 'removed', this.#directory).message);
		}
	}

	/** One line about each thing that was left aside. */
	async #tell(
		{ state, mistrusted, unreadable }: Loaded,
		folder: string,
		others: OtherShards,
		warn: Warn,
	): Promise<void> {
		const foreign = state.generation > 0 || mistrusted !== undefined ? 0 : await others.countForeign();
		if (foreign > 0)
			warn(
				`${folder} does not exist yet. ${foreign} folders beside it, of other bots, shard counts or intents, are left aside.`,
			);
		if (mistrusted !== undefined) warn(`What was saved in ${folder} is left aside: ${mistrusted}.`);
		const { facts, rosters } = unreadable;
		if (facts.length > 0) warn(describeLoss('facts', facts, folder));
		if (rosters.length > 0) warn(describeLoss('rosters', rosters, folder));
	}
}

function describeLoss(what: string, guildIds: readonly string[], folder: string): string {
	const named = guildIds.slice(0, MOST_NAMED).join(', ');
	const more = guildIds.length > MOST_NAMED ? ` and ${guildIds.length - MOST_NAMED} others` : '';
	return `The saved ${what} of ${guildIds.length} guilds in ${folder} are left aside, since the files are cut off, changed or gone: ${named}${more}.`;
}
