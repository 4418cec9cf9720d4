import type { SavedSession, ShardKey } from '../interfaces/IRosterStore.js';
import { inTurns } from '../pacing/inTurns.js';
import { readFacts } from '../saved/GuildFacts.js';
import type { ToldRoles } from '../saved/GuildNews.js';
import type { ShardSource } from '../saved/ShardSource.js';
import { toldRoles } from '../saved/toldRoles.js';
import type { BotState } from '../sync/BotState.js';
import type { GatewayWatch } from './GatewayWatch.js';
import type { GuildEntry } from './GuildDirectory.js';

/** What one shard of a gateway has to save: RESUME repeats none of it. */
export class ShardFacts implements ShardSource {
	constructor(
		readonly bot: BotState,
		private readonly watch: GatewayWatch,
		private readonly key: ShardKey,
		/** {@inheritDoc ShardSource.fetch} */
		readonly fetch: ShardSource['fetch'],
	) {}

	get shardId(): number {
		return this.key.shardId;
	}

	get isOurs(): boolean {
		const { identity, shardCount } = this.watch;
		const applicationId = identity?.application?.id ?? this.key.applicationId;
		return applicationId === this.key.applicationId && (shardCount ?? 1) === this.key.shardCount;
	}

	session(): Omit<SavedSession, 'sequence'> | undefined {
		return this.watch.shard(this.shardId).session;
	}

	knows(guildId: string): boolean {
		return this.bot.shards.of(this.shardId).knows(guildId);
	}

	identity(): string | undefined {
		const { identity } = this.watch;
		return identity && JSON.stringify(identity);
	}

	roles(guildId: string): ToldRoles {
		const entry = this.watch.guilds.get(guildId);
		return entry?.available ? toldRoles(guildId, entry.roles) : null;
	}

	*facts(): Iterable<readonly [string, string]> {
		for (const [guildId, { shardId, available, memberCount, roles }] of this.watch.guilds.entries()) {
			if (shardId !== this.shardId) continue;
			const named = [...roles.values()].map(({ id, name }) => [id, name]);
			yield [guildId, JSON.stringify([available, memberCount ?? null, named])];
		}
	}
}

/** A guild as it was saved, and the number of the last dispatch that it has the effect of. */
export interface SavedGuildEntry {
	readonly entry: GuildEntry;
	readonly sequence: number;
}

/** Reads the facts of guilds back, in turns with other work. What are none is left out. */
export async function readGuilds(
	facts: ReadonlyMap<string, string>,
	shardId: number,
): Promise<ReadonlyMap<string, SavedGuildEntry>> {
	const guilds = new Map<string, SavedGuildEntry>();
	await inTurns(facts, ([guildId, written]) => {
		const guild = readGuild(written, shardId);
		if (guild) guilds.set(guildId, guild);
	});
	return guilds;
}

function readGuild(written: string, shardId: number): SavedGuildEntry | undefined {
	const facts = readFacts(written);
	if (!facts) return undefined;
	try {
		const [available, memberCount, named] = JSON.parse(facts.text) as [boolean, number | null, [string, string][]];
		const roles = new Map(named.map(([id, name]) => [id, { id, name }]));
		const entry = { shardId, available: available === true, memberCount: memberCount ?? undefined, roles };
		return { entry, sequence: facts.sequence ?? Number.NEGATIVE_INFINITY };
	} catch {
		return undefined;
	}
}
