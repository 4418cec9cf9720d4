import { join } from 'node:path';
import type { ShardKey } from '../../interfaces/IRosterStore.js';
import { codeOf } from '../disk/codeOf.js';
import type { IDisk } from '../disk/IDisk.js';
import { withFile } from '../disk/withFile.js';
import { ManifestError } from '../format/ManifestError.js';
import { readManifest } from '../format/readManifest.js';
import { NOTHING, type ShardState } from '../format/ShardState.js';
import type { Turns } from '../Turns.js';
import { loadGuilds, type Unreadable } from './loadGuilds.js';

/** The name of the manifest of a shard. */
export const MANIFEST = 'manifest';
/** A reader that is overtaken by commits again and again takes what it gets: each block has its checksum. */
const ATTEMPTS = 5;

export interface Loaded {
	readonly state: ShardState;
	/** Why the manifest as a whole was left aside. */
	readonly mistrusted?: string;
	readonly unreadable: Unreadable;
}

/** What a shard saved last, as far as it can be trusted. */
export async function loadState(disk: IDisk, folder: string, key: ShardKey, turns: Turns): Promise<Loaded> {
	for (let attempt = 1; ; attempt++) {
		const bytes = await readWhole(disk, join(folder, MANIFEST));
		if (bytes === null) return { state: NOTHING, unreadable: { facts: [], rosters: [] } };
		const loaded = await loadFrom(disk, folder, key, bytes, turns);
		const { facts, rosters } = loaded.unreadable;
		const isWhole = loaded.mistrusted === undefined && facts.length + rosters.length === 0;
		if (isWhole || attempt === ATTEMPTS || (await isUnchanged(disk, folder, bytes))) return loaded;
	}
}

async function loadFrom(disk: IDisk, folder: string, key: ShardKey, bytes: Uint8Array, turns: Turns): Promise<Loaded> {
	try {
		const state = await readManifest(key, bytes, turns);
		const { guilds, unreadable } = await loadGuilds(disk, folder, state, turns);
		// RESUME repeats no facts, so without those of all guilds the session cannot go on.
		const session = unreadable.facts.length > 0 ? null : state.session;
		return { state: { ...state, guilds, session }, unreadable };
	} catch (error) {
		if (!(error instanceof ManifestError)) throw error;
		return { state: NOTHING, mistrusted: error.message, unreadable: { facts: [], rosters: [] } };
	}
}

/** Another process may have committed while the blocks were read: then they are gone, and all is well. */
async function isUnchanged(disk: IDisk, folder: string, bytes: Uint8Array): Promise<boolean> {
	const now = await readWhole(disk, join(folder, MANIFEST));
	return now !== null && Buffer.compare(now, bytes) === 0;
}

async function readWhole(disk: IDisk, path: string): Promise<Uint8Array | null> {
	try {
		return await withFile(disk, path, 'read', async (file) => file.read((await file.facts()).size, 0));
	} catch (error) {
		if (codeOf(error) === 'ENOENT') return null;
		throw error;
	}
}
