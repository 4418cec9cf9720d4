import type {
	IRosterStore,
	IShardStore,
	SavedGuild,
	SavedShard,
	ShardChanges,
	ShardKey,
} from '../interfaces/IRosterStore.js';

interface Kept extends SavedShard {
	readonly guilds: Map<string, SavedGuild>;
	readonly blocks: Map<string, Uint8Array>;
}

/** A store in memory that outlives the services that use it. A test may look at what is in it, or break it. */
export class MemoryStore implements IRosterStore {
	readonly shards = new Map<string, Kept>();
	commitCount = 0;
	/** Why commits fail. */
	failure: Error | undefined;
	/** Commits wait for it. */
	hold: Promise<void> | undefined;
	isWritable = true;

	async open(key: ShardKey): Promise<IShardStore> {
		const name = JSON.stringify([key.applicationId, key.shardId, key.shardCount, key.intents]);
		const { shards, isWritable } = this;
		return {
			isWritable,
			saved: shards.get(name) ?? null,
			read: async (guildId) => shards.get(name)?.blocks.get(guildId) ?? null,
			commit: async (changes) => {
				await this.hold;
				if (this.failure) throw this.failure;
				this.commitCount++;
				shards.set(name, after(shards.get(name), changes));
			},
			close: async () => {},
		};
	}

	/** The only shard. */
	get shard(): Kept | undefined {
		return [...this.shards.values()][0];
	}

	/** A store that has what this one has now, whatever becomes of this one. */
	copy(): MemoryStore {
		const copy = new MemoryStore();
		for (const [name, kept] of this.shards) {
			copy.shards.set(name, { ...kept, guilds: new Map(kept.guilds), blocks: new Map(kept.blocks) });
		}
		return copy;
	}
}

function after(before: Kept | undefined, { facts, rosters, infos, removed, dropped, ...changes }: ShardChanges): Kept {
	const guilds = new Map(before?.guilds);
	const blocks = new Map(before?.blocks);
	for (const id of dropped ?? []) {
		guilds.set(id, { facts: guilds.get(id)?.facts ?? '' });
		blocks.delete(id);
	}
	for (const [id, text] of facts ?? []) guilds.set(id, { ...guilds.get(id), facts: text });
	for (const [id, { info, block }] of rosters ?? []) {
		guilds.set(id, { facts: guilds.get(id)?.facts ?? '', roster: info });
		blocks.set(id, block);
	}
	for (const [id, info] of infos ?? []) guilds.set(id, { facts: guilds.get(id)?.facts ?? '', roster: info });
	for (const id of removed ?? []) {
		guilds.delete(id);
		blocks.delete(id);
	}
	const { savedAt, session, identity = before?.identity ?? null } = changes;
	return { savedAt, session, identity, guilds, blocks };
}
