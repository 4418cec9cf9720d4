import type { WebSocketManager } from '@discordjs/ws';
import { isSameFields } from '../config/isSameFields.js';
import type { MemberFields } from '../config/memberFields.js';
import type { Engine } from '../engine/Engine.js';
import { invalid } from '../errors/invalid.js';
import type { Roster } from '../roster/Roster.js';
import { restoreRosters } from '../saved/restoreRosters.js';
import { ShardSaver } from '../saved/ShardSaver.js';
import type { ShardSource } from '../saved/ShardSource.js';
import type { BotState } from '../sync/BotState.js';
import type { GatewayWatch, Identity } from './GatewayWatch.js';
import { readGuild, ShardFacts } from './ShardFacts.js';
import { partsOf, type ReadShard, type SavedSessions, warn } from './savedSessions.js';

/** The gateway of a service, as far as its sessions are concerned. */
export interface KeptGateway {
	readonly watch: GatewayWatch;
	readonly bot: BotState;
	readonly options: WebSocketManager['options'];
}

/** Takes over what was saved, and goes on saving. */
export function keepSaved(
	engine: Engine,
	gateway: KeptGateway,
	saved: SavedSessions,
	fetch: ShardSource['fetch'],
): void {
	const parts = partsOf(saved);
	const { intents, retrieveSessionInfo, updateSessionInfo } = gateway.options;
	if (parts.isTaken) throw invalid('dependencies.store', saved, 'sessions that no other service has taken');
	if (parts.intents !== intents)
		throw invalid('dependencies.store', parts.intents, `the intents of the gateway (${intents})`);
	parts.isTaken = true;
	// If the gateway has its sessions from elsewhere, what comes again need not be what the lists lack.
	const isWired = retrieveSessionInfo === saved.retrieveSessionInfo && updateSessionInfo === saved.updateSessionInfo;
	const { shards } = parts;
	parts.shards = []; // a list that the service lets go of must not stay here
	for (const shard of shards) {
		restore(engine, gateway, isWired ? shard : { ...shard, session: undefined });
		if (!shard.store.isWritable) continue;
		const source = new ShardFacts(gateway.bot, gateway.watch, shard.key, fetch);
		engine.keeper.add(new ShardSaver(shard, source, engine.clock, () => engine.config.store.saveInterval, warn));
	}
	gateway.bot.onLeft = () => engine.keeper.hurry();
}

function restore(engine: Engine, { watch, bot }: KeptGateway, shard: ReadShard): void {
	const { key, saved, session } = shard;
	const { shardId } = key;
	const isResumed = session !== undefined;
	const held: string[] = [];
	const pending: string[] = [];
	for (const [guildId, { facts }] of saved?.guilds ?? []) {
		const guild = readGuild(facts, shardId, isResumed);
		if (!guild) continue;
		watch.guilds.restore(guildId, guild.entry, guild.sequence);
		(guild.entry.available ? held : pending).push(guildId);
	}
	if (isResumed) {
		watch.identity = readIdentity(saved?.identity) ?? watch.identity;
		watch.shardCount = key.shardCount;
		watch.restore(shardId, session.sequence, session);
		bot.shards.of(shardId).restore(session.sequence, held, pending);
	}
	const { clock, config, rosters } = engine;
	engine.announcements.settle(() => {
		restoreRosters(shard, session, {
			clock,
			maxAge: config.store.maxAge,
			wants: (fields) => isSameFields(fields as MemberFields, config.fields),
			guildOf: (guildId) => bot.guild(guildId, shardId),
			keep: (guild, roster: Roster) => {
				guild.restore(roster);
				rosters.keepSaved(guild);
			},
		});
		rosters.changed();
	});
}

function readIdentity(text: string | null | undefined): Identity | undefined {
	try {
		return text ? (JSON.parse(text) as Identity) : undefined;
	} catch {
		return undefined;
	}
}
