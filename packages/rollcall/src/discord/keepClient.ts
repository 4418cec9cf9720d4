import type { Client } from 'discord.js';
import { isSameFields } from '../config/isSameFields.js';
import type { MemberFields } from '../config/memberFields.js';
import type { Engine } from '../engine/Engine.js';
import { invalid } from '../errors/invalid.js';
import type { IRosterStore, ShardKey } from '../interfaces/IRosterStore.js';
import type { Roster } from '../roster/Roster.js';
import { loadShard } from '../saved/loadShard.js';
import { restoreRosters } from '../saved/restoreRosters.js';
import type { ShardSource } from '../saved/ShardSource.js';
import { saverOf } from '../saved/saverOf.js';
import { toldRoles } from '../saved/toldRoles.js';
import { warnOfStore } from '../saved/warnOfStore.js';
import type { BotState } from '../sync/BotState.js';
import type { GuildState } from '../sync/GuildState.js';

/** What processes elsewhere read of a client beside its lists. */
export interface ReadElsewhere extends Pick<ShardSource, 'fetch'> {
	/** discord.js has applied every event of roles that it has received. */
	isApplied(): boolean;
}

/** Clients whose lists a service has taken over, so that a second call changes nothing. */
const kept = new WeakMap<Engine, WeakSet<Client>>();

/** Takes over the lists that the shards of a client saved before a restart, and goes on saving. No session is resumed. */
export async function keepClient(
	engine: Engine,
	client: Client,
	bot: BotState,
	store: IRosterStore,
	reading: ReadElsewhere,
): Promise<void> {
	const applicationId = client.application?.id;
	if (!client.isReady() || applicationId === undefined) throw invalid('client', client, 'a client that is ready');
	const clients = kept.get(engine) ?? new WeakSet<Client>();
	kept.set(engine, clients);
	if (clients.has(client)) return;
	clients.add(client);
	const { shards } = client.ws;
	const shardCount = client.options.shardCount ?? shards.size;
	const intents = client.options.intents.bitfield;
	for (const shardId of shards.keys())
		await keepShard(engine, client, bot, store, reading, { applicationId, shardId, shardCount, intents });
}

async function keepShard(
	engine: Engine,
	client: Client,
	bot: BotState,
	store: IRosterStore,
	reading: ReadElsewhere,
	key: ShardKey,
): Promise<void> {
	const { clock, rosters, keeper } = engine;
	const { shardId } = key;
	// A list that is being read may have somebody who is forgotten meanwhile.
	const forgotten = new Set<string>();
	const hear = (userId: string) => forgotten.add(userId);
	const restoring = {
		clock,
		maxAge: engine.config.store.maxAge,
		wants: (fields: 'all' | readonly string[]) => isSameFields(fields as MemberFields, engine.config.fields),
		guildOf: (guildId: string) => (client.guilds.cache.has(guildId) ? bot.guild(guildId, shardId) : undefined),
		keep: (guild: GuildState, roster: Roster) => {
			if (guild.roster) return; // it was fetched meanwhile
			for (const userId of forgotten) roster.forget(userId);
			guild.restore(roster);
			rosters.keepSaved(guild);
		},
	};
	const isOver = () => engine.closing.aborted || bot.isClosed;
	engine.forgetting.add(hear);
	const loaded = await loadShard(store, key, warnOfStore, (list) => {
		if (!isOver()) engine.announcements.settle(() => restoreRosters(list, undefined, restoring));
	}).finally(() => engine.forgetting.delete(hear));
	if (isOver()) return loaded.store.close();
	engine.announcements.settle(() => rosters.changed());
	const source = {
		bot,
		shardId,
		isOurs: true,
		session: () => undefined,
		identity: () => undefined,
		facts: () => bot.onShard(shardId).map(({ id }) => [id, 'true'] as const), // discord.js has its own
		fetch: reading.fetch,
		roles: (guildId: string) => {
			const guild = client.guilds.cache.get(guildId);
			return guild?.available && reading.isApplied() ? toldRoles(guildId, guild.roles.cache) : null;
		},
		knows: (guildId: string) => client.guilds.cache.has(guildId),
	};
	keeper.add(saverOf(store, loaded, source, engine));
	bot.onLeft = () => keeper.hurry();
}
