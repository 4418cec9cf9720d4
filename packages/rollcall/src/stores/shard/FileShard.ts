import { basename, join } from 'node:path';
import type { IShardStore, SavedShard, ShardChanges, ShardKey } from '../../interfaces/IRosterStore.js';
import type { IDisk } from '../disk/IDisk.js';
import { removeIfThere } from '../disk/removeIfThere.js';
import { withFile } from '../disk/withFile.js';
import { describeBlock, type Place, type ShardState } from '../format/ShardState.js';
import { writeManifest } from '../format/writeManifest.js';
import type { LockSurroundings, ShardLock } from '../lock/ShardLock.js';
import { StoreError, toStoreError } from '../StoreError.js';
import { Turns } from '../Turns.js';
import { Draft } from './Draft.js';
import { describeSaved } from './describeSaved.js';
import { eraseStretches } from './eraseStretches.js';
import { MANIFEST } from './loadState.js';
import { readBlock } from './readBlock.js';
import { SegmentWriter } from './SegmentWriter.js';

/** Where a shard is kept, and what was found there. */
export interface OpenedShard {
	readonly key: ShardKey;
	readonly folder: string;
	readonly state: ShardState;
	/** The names of files there that count for nothing. */
	readonly leftovers: readonly string[];
	/** `null` if another process holds it. */
	readonly lock: ShardLock | null;
	readonly warn: (line: string) => void;
	/** Removes what the bot saved with other keys, once it has saved something with this one. */
	readonly removeOutdated: () => Promise<void>;
}

/** A shard in a folder of its own: files with blocks, and a manifest that says which of their bytes count. */
export class FileShard implements IShardStore {
	readonly #surroundings: LockSurroundings;
	readonly #disk: IDisk;
	readonly #shard: OpenedShard;
	readonly #folder: string;
	#state: ShardState;
	#saved: SavedShard | null | undefined;
	/** Commits, one after the other. */
	#tail: Promise<unknown> = Promise.resolve();
	#isClosed = false;
	#hasCommitted = false;
	/** Files that no manifest names, of commits that failed or of others before this process. */
	readonly #leftovers: Set<string>;
	/** Files of a commit of which it is not known whether its manifest survives. */
	readonly #unsettled = new Set<string>();

	constructor(surroundings: LockSurroundings, shard: OpenedShard) {
		this.#surroundings = surroundings;
		this.#disk = surroundings.disk;
		this.#shard = shard;
		this.#folder = shard.folder;
		this.#state = shard.state;
		this.#leftovers = new Set(shard.leftovers);
	}

	/** {@inheritDoc IShardStore.isWritable} */
	get isWritable(): boolean {
		return !this.#isClosed && this.#shard.lock?.isHeld === true;
	}

	/** {@inheritDoc IShardStore.saved} */
	get saved(): SavedShard | null {
		if (this.#saved === undefined) this.#saved = describeSaved(this.#state);
		return this.#saved;
	}

	/** {@inheritDoc IShardStore.read} */
	async read(guildId: string): Promise<Uint8Array | null> {
		for (;;) {
			if (this.#isClosed) throw this.#closed();
			const roster = this.#state.guilds.get(guildId)?.roster;
			if (!roster?.isWhole) return null;
			const bytes = await this.#readBlock(guildId, roster.place);
			if (bytes !== null) return bytes;
			// A commit of this process may have moved it meanwhile.
			if (this.#state.guilds.get(guildId)?.roster?.place === roster.place) return this.#leaveAside(guildId);
		}
	}

	/** {@inheritDoc IShardStore.commit} */
	commit(changes: ShardChanges): Promise<void> {
		if (this.#isClosed) return Promise.reject(this.#closed());
		const committed = this.#tail.then(() => this.#commit(changes));
		this.#tail = committed.catch(() => {});
		return committed;
	}

	/** {@inheritDoc IShardStore.close} */
	async close(): Promise<void> {
		this.#isClosed = true;
		await this.#tail;
		await this.#shard.lock?.release();
	}

	/** Does what a commit that was cut off had still to do. */
	async recover(): Promise<void> {
		try {
			await this.#tidy();
		} catch (error) {
			this.#shard.warn(toStoreError(error, `What was replaced in ${this.#folder}`, 'erased', this.#folder).message);
		}
	}

	async #commit(changes: ShardChanges): Promise<void> {
		await this.#checkLock();
		const before = this.#state.segments;
		this.#state = await this.#write(changes);
		this.#saved = undefined;
		for (const name of [...before.keys(), ...this.#unsettled])
			if (!this.#state.segments.has(name)) this.#leftovers.add(name);
		this.#unsettled.clear();
		try {
			await this.#tidy();
		} catch (error) {
			throw toStoreError(error, `All is saved, but what was replaced in ${this.#folder}`, 'erased', this.#folder);
		}
		if (!this.#hasCommitted) await this.#shard.removeOutdated();
		this.#hasCommitted = true;
	}

	/** Everything up to the moment from which the new state survives; the one before survives until then. */
	async #write(changes: ShardChanges): Promise<ShardState> {
		const { createNonce } = this.#surroundings;
		const turns = new Turns();
		const writer = new SegmentWriter(this.#disk, this.#folder, this.#state.generation + 1, createNonce, turns);
		const next = join(this.#folder, `${MANIFEST}-${createNonce()}`);
		const files = () => [...writer.sizes.keys(), basename(next)];
		let isSettled = true;
		try {
			const draft = new Draft(this.#state);
			await draft.apply(changes);
			await turns.end();
			draft.moveOutdated();
			await turns.end();
			await draft.write(writer, (guildId, place) => this.#move(guildId, place));
			await writer.finish();
			await turns.end();
			const state = draft.finish(changes, writer.sizes);
			await turns.end();
			await this.#writeManifest(next, state, turns);
			// The names of the blocks have to be there before that of the manifest.
			await this.#disk.syncFolder(this.#folder);
			await this.#checkLock();
			isSettled = false;
			await this.#disk.rename(next, join(this.#folder, MANIFEST));
			await this.#disk.syncFolder(this.#folder);
			// If the process was stopped just before, the manifest of another may have been replaced.
			await this.#checkLock();
			return state;
		} catch (error) {
			await writer.close();
			if (isSettled) await this.#discard(files());
			// Both the old and the new manifest can be the one that is found, so the files of both stay until the next one.
			else for (const name of files()) this.#unsettled.add(name);
			throw toStoreError(error, `The rosters in ${this.#folder}`, 'saved', this.#folder);
		}
	}

	async #writeManifest(path: string, state: ShardState, turns: Turns): Promise<void> {
		const manifest = await writeManifest(this.#shard.key, state, turns);
		await withFile(this.#disk, path, 'new', async (file) => {
			await file.write(manifest, 0);
			await file.sync();
		});
	}

	/** What cannot be removed now is removed after the next commit. */
	async #discard(names: readonly string[]): Promise<void> {
		for (const name of names) this.#leftovers.add(name);
		await this.#removeLeftovers().catch(() => {});
	}

	/** Overwrites and removes what the manifest on the disk does not name. */
	async #tidy(): Promise<void> {
		await eraseStretches(this.#disk, this.#folder, this.#state.erase);
		this.#state = { ...this.#state, erase: [] };
		await this.#removeLeftovers();
	}

	/** Only files that are known: if the shard was taken over meanwhile, others may be those of its new holder. */
	async #removeLeftovers(): Promise<void> {
		if (this.#leftovers.size === 0) return;
		for (const name of this.#leftovers) await removeIfThere(this.#disk, join(this.#folder, name));
		await this.#disk.syncFolder(this.#folder);
		this.#leftovers.clear();
	}

	async #move(guildId: string, place: Place): Promise<Uint8Array | null> {
		const bytes = await this.#readBlock(guildId, place);
		if (bytes === null) this.#shard.warn(this.#describeLoss(guildId));
		return bytes;
	}

	#readBlock(guildId: string, place: Place): Promise<Uint8Array | null> {
		const what = describeBlock(guildId, 'roster');
		return readBlock(this.#disk, this.#folder, what, place, new Turns()).catch((error: unknown) => {
			throw toStoreError(error, `The roster of guild ${guildId} in ${this.#folder}`, 'read', this.#folder);
		});
	}

	#leaveAside(guildId: string): null {
		const guild = this.#state.guilds.get(guildId);
		if (!guild?.roster) return null;
		const roster = { ...guild.roster, isWhole: false };
		this.#state = { ...this.#state, guilds: new Map(this.#state.guilds).set(guildId, { ...guild, roster }) };
		this.#saved = undefined;
		this.#shard.warn(this.#describeLoss(guildId));
		return null;
	}

	#describeLoss(guildId: string): string {
		return `The saved roster of guild ${guildId} in ${this.#folder} is left aside: its bytes are not those that were committed.`;
	}

	async #checkLock(): Promise<void> {
		const isHeld = await this.#shard.lock?.check().catch((error: unknown) => {
			throw toStoreError(error, `The lock in ${this.#folder}`, 'read', this.#folder);
		});
		if (isHeld) return;
		const how =
			this.#shard.lock === null
				? 'is only read: another process holds it, or the disk cannot be written. Give each process a directory of its own'
				: 'was taken over by another process, or its lock file was removed. Open it again';
		throw new StoreError('held', `The shard in ${this.#folder} ${how}.`, this.#folder);
	}

	#closed(): StoreError {
		return new StoreError('closed', `The shard in ${this.#folder} was closed. Open it again.`, this.#folder);
	}
}
