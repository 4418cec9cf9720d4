import type { IRosterStore, IShardStore, SavedShard, ShardKey } from '../interfaces/IRosterStore.js';
import { MemoryShard, type MemoryState } from '../stores/memory/MemoryShard.js';

/** What a shard has in the store: what was committed last, and the block of each guild. */
interface Kept extends SavedShard {
	readonly blocks: ReadonlyMap<string, Uint8Array>;
}

/** The store in memory with what a test needs: it looks at what is in it, holds it up, or breaks it. */
export class MemoryStore implements IRosterStore {
	readonly #states = new Map<string, MemoryState>();
	commitCount = 0;
	/** Why commits fail. */
	failure: Error | undefined;
	/** Commits wait for it. */
	hold: Promise<void> | undefined;

	async open(key: ShardKey): Promise<IShardStore> {
		const name = JSON.stringify([key.applicationId, key.shardId, key.shardCount, key.intents]);
		const state = this.#states.get(name) ?? { head: null, guilds: new Map(), holder: null };
		this.#states.set(name, state);
		const shard = new MemoryShard(state, () => this.commitCount++);
		const commit = shard.commit.bind(shard);
		shard.commit = async (changes) => {
			await this.hold;
			if (this.failure) throw this.failure;
			await commit(changes);
		};
		return shard;
	}

	/** The only shard that has anything. */
	get shard(): Kept | undefined {
		const state = [...this.#states.values()].find(({ head }) => head !== null);
		if (!state?.head) return undefined;
		const rosters = [...state.guilds].flatMap(([id, { roster }]) => (roster ? [[id, roster] as const] : []));
		const guilds = [...state.guilds].map(
			([id, { facts = '', roster }]) => [id, { facts, roster: roster?.info }] as const,
		);
		return {
			...state.head,
			guilds: new Map(guilds),
			blocks: new Map(rosters.map(([id, { block }]) => [id, block])),
		};
	}

	/** Lets others take all shards, as if nothing had been heard of their holders. */
	abandon(): void {
		for (const state of this.#states.values()) state.holder = null;
	}

	/** A store that has what this one has now, whatever becomes of this one; nobody holds its shards. */
	copy(): MemoryStore {
		const copy = new MemoryStore();
		for (const [name, state] of this.#states) copy.#states.set(name, { ...state, holder: null });
		return copy;
	}
}
