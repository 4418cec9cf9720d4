import { isSameFields } from '../config/isSameFields.js';
import type { MemberFields } from '../config/memberFields.js';
import type { Engine } from '../engine/Engine.js';
import { invalid } from '../errors/invalid.js';
import type { IRosterStore, SavedSession } from '../interfaces/IRosterStore.js';
import { AwaitedRosters } from '../saved/AwaitedRosters.js';
import type { LoadedShard } from '../saved/loadShard.js';
import { restoreRosters } from '../saved/restoreRosters.js';
import { saverOf } from '../saved/saverOf.js';
import type { Identity } from './GatewayWatch.js';
import type { KeptGateway, SavedParts } from './SavedParts.js';
import type { SavedSessions } from './SessionKey.js';
import { type SavedGuildEntry, ShardFacts } from './ShardFacts.js';

/** A shard of before the restart, and the session that is to be resumed, if there is one. */
export interface ReadShard extends LoadedShard {
	readonly session: SavedSession | undefined;
	/** By their ids. */
	readonly guilds: ReadonlyMap<string, SavedGuildEntry>;
}

/** What was read, and for which intents. */
export interface ReadSessions {
	readonly saved: SavedSessions;
	readonly intents: number;
	readonly shards: readonly ReadShard[];
}

/** What takes over all that was read, once, and goes on saving. */
export function keepSaved(rosters: IRosterStore, read: ReadSessions): SavedParts['keep'] {
	const { saved } = read;
	let left: readonly ReadShard[] | undefined = read.shards;
	return (engine, gateway, fetch) => {
		const { intents, retrieveSessionInfo, updateSessionInfo } = gateway.options;
		if (!left) throw invalid('dependencies.store', saved, 'sessions that no other service has taken');
		if (read.intents !== intents)
			throw invalid('dependencies.store', read.intents, `the intents of the gateway (${intents})`);
		// If the gateway has its sessions from elsewhere, what comes again need not be what the lists lack.
		const isWired = retrieveSessionInfo === saved.retrieveSessionInfo && updateSessionInfo === saved.updateSessionInfo;
		const shards = left;
		left = undefined; // a list that the service lets go of must not stay here
		const awaited: AwaitedRosters[] = [];
		for (const shard of shards) {
			const known = isWired ? shard : { ...shard, session: undefined };
			restoreSession(gateway, known);
			const source = new ShardFacts(gateway.bot, gateway.watch, shard.key, fetch);
			engine.keeper.add(saverOf(rosters, shard, source, engine));
			awaited.push(new AwaitedRosters(shard.tables, (tables) => restoreLists(engine, gateway, known, tables)));
		}
		gateway.bot.onLeft = () => engine.keeper.hurry();
		void restoreAll(engine, gateway, awaited);
	};
}

/** Takes the lists over in turns with other work: those of thousands of guilds at once would be a long one. */
async function restoreAll(engine: Engine, { bot }: KeptGateway, shards: readonly AwaitedRosters[]): Promise<void> {
	const { rosters, closing } = engine;
	const takeAll = () => {
		for (const shard of shards) shard.takeAll();
	};
	const take = (guildId: string) => {
		for (const shard of shards) shard.take(guildId);
	};
	bot.await({ take, takeAll });
	rosters.beforeLook = takeAll;
	const forgo = () => {
		for (const shard of shards) shard.drop();
	};
	closing.addEventListener('abort', forgo, { once: true });
	for (const shard of shards) await shard.takeInTurns();
	closing.removeEventListener('abort', forgo);
	bot.await(undefined);
	rosters.beforeLook = () => {};
	if (!closing.aborted) engine.announcements.settle(() => rosters.changed());
}

function restoreSession({ watch, bot }: KeptGateway, shard: ReadShard): void {
	const { key, saved, session } = shard;
	const { shardId } = key;
	const isResumed = session !== undefined;
	const held: string[] = [];
	const pending: string[] = [];
	for (const [guildId, { entry, sequence }] of shard.guilds) {
		const available = isResumed && entry.available;
		watch.guilds.restore(guildId, { ...entry, available }, sequence);
		(available ? held : pending).push(guildId);
	}
	if (!isResumed) return;
	watch.identity = readIdentity(saved?.identity) ?? watch.identity;
	watch.shardCount = key.shardCount;
	watch.restore(shardId, session.sequence, session);
	bot.shards.of(shardId).restore(session.sequence, held, pending);
}

function restoreLists(
	engine: Engine,
	{ bot }: KeptGateway,
	{ saved, session, key }: ReadShard,
	tables: ReadShard['tables'],
): void {
	const { clock, config, rosters } = engine;
	engine.announcements.settle(() =>
		restoreRosters({ saved, tables }, session, {
			clock,
			maxAge: config.store.maxAge,
			wants: (fields) => isSameFields(fields as MemberFields, config.fields),
			guildOf: (guildId) => bot.guild(guildId, key.shardId),
			keep: (guild, roster) => {
				guild.restore(roster);
				rosters.keepSaved(guild);
			},
		}),
	);
}

function readIdentity(text: string | null | undefined): Identity | undefined {
	try {
		return text ? (JSON.parse(text) as Identity) : undefined;
	} catch {
		return undefined;
	}
}
