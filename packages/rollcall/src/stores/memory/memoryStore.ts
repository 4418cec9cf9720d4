import type { IRosterStore, ShardKey } from '../../interfaces/IRosterStore.js';
import { checkKey } from '../checkKey.js';
import { isSameRun } from '../isSameRun.js';
import { MemoryShard, type MemoryState } from './MemoryShard.js';

/** A store for tests, whose holders can end like a process that is killed. */
export interface MemoryStore extends IRosterStore {
	/** Lets others take all shards, as if the processes that hold them had ended without `close()`. */
	abandon(): void;
}

/**
 * A store that lasts as long as the object: for tests. Open it twice to play a restart, and call `abandon()` in between
 * to play a crash.
 *
 * @example
 * ```ts
 * const store = memoryStore();
 * ```
 */
export function memoryStore(): MemoryStore {
	const shards = new Map<string, { readonly key: ShardKey; readonly state: MemoryState }>();
	return {
		async open(key, warn) {
			checkKey(key);
			const name = JSON.stringify([key.applicationId, key.shardId, key.shardCount, key.intents]);
			const { state } = shards.get(name) ?? { state: { head: null, guilds: new Map(), holder: null } };
			const foreign = [...shards.values()].filter((other) => !isSameRun(other.key, key));
			if (state.head === null && foreign.length > 0)
				warn(`${foreign.length} shards of other bots, shard counts or intents are left aside.`);
			shards.set(name, { key, state });
			return new MemoryShard(state, () => removeOutdated(shards, key));
		},
		abandon() {
			for (const { state } of shards.values()) state.holder = null;
		},
	};
}

/** A bot that comes back with another shard count or other intents never reads what it saved before. */
function removeOutdated(shards: Map<string, { key: ShardKey; state: MemoryState }>, key: ShardKey): void {
	for (const [name, { key: other, state }] of shards) {
		if (other.applicationId === key.applicationId && !isSameRun(other, key) && state.holder === null)
			shards.delete(name);
	}
}
