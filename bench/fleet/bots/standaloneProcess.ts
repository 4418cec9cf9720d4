import { REST } from '@discordjs/rest';
import { WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { GatewayIntentBits } from 'discord-api-types/v10';
import { Redis } from 'ioredis';
import type { RosterView } from 'rollcall';
import { StandaloneMemberFetchService, savedSessions } from 'rollcall/standalone';
import { attachRosters, redisGates, redisStore } from 'rollcall-redis';
import { digestOf } from '../../checking/Digest.js';
import { fingerprintOfTruth } from '../../checking/fingerprint.js';
import { serve } from '../../processes/serve.js';
import { mapRows } from '../../sides/mapRows.js';
import type { BotCommands, BotTerms } from './BotCommands.js';
import { checkAll, type Unchecked } from './checkAll.js';

// One process of a bot on many machines: it has one shard, shares the limits, and saves and publishes its lists in Redis.

const INTENTS = GatewayIntentBits.Guilds | GatewayIntentBits.GuildMembers;
const PATIENCE_MS = 30_000;

let terms: BotTerms;
let members: StandaloneMemberFetchService;
let others: ReturnType<typeof attachRosters>;
let close: () => Promise<void>;

/** Resolves when the session was resumed, or when all guilds of a new one have come. */
function whenReady(gateway: WebSocketManager): Promise<void> {
	const pending = new Set<string>();
	return new Promise((resolve) => {
		gateway.on(WebSocketShardEvents.Resumed, () => resolve());
		gateway.on(WebSocketShardEvents.Dispatch, ({ t, d }) => {
			if (t === 'READY') for (const { id } of d.guilds) pending.add(id);
			if (t === 'GUILD_CREATE' && pending.delete(d.id) && pending.size === 0) resolve();
		});
	});
}

function listed(
	guildId: string,
	{ roster, metadata }: { roster: RosterView; metadata: { complete: boolean } },
): Unchecked {
	return { guildId, complete: metadata.complete, digest: () => digestOf(mapRows(roster.rows(), fingerprintOfTruth)) };
}

function isOurs(guildId: string): boolean {
	return Number((BigInt(guildId) >> 22n) % BigInt(terms.shardCount)) === terms.shardId;
}

/** A guild of this process is asked for here, another one is read of what its process tells. */
async function fetch(guildId: string): Promise<Unchecked> {
	const wait = { timeout: PATIENCE_MS };
	if (isOurs(guildId)) return listed(guildId, await members.fetchGuildMembers({ id: guildId }, wait));
	return listed(guildId, await others.fetchGuildMembers(guildId, wait));
}

serve<BotCommands>({
	async start(given) {
		terms = given;
		const { restUrl, redisUrl, token, applicationId, shardId, shardCount } = given;
		const redis = new Redis(redisUrl);
		const gates = redisGates(redis);
		const store = redisStore(redis, { publish: true });
		const key = { applicationId, intents: INTENTS, shardCount };
		const saved = await savedSessions(store, { ...key, shardIds: [shardId] });
		const rest = new REST({ version: '10', api: restUrl }).setToken(token);
		const { retrieveSessionInfo, updateSessionInfo } = saved;
		const sessions = { retrieveSessionInfo, updateSessionInfo };
		const gateway = new WebSocketManager({
			token,
			intents: INTENTS,
			rest,
			shardCount,
			shardIds: [shardId],
			...sessions,
		});
		gateway.on(WebSocketShardEvents.Error, () => {});
		members = new StandaloneMemberFetchService(
			{ gateway, rest },
			{ store: { saveInterval: 1_000 } },
			{ store: saved, gates },
		);
		others = attachRosters(redis, key);
		const lists = members.getCacheStats().guilds.length;
		const ready = whenReady(gateway);
		await gateway.connect();
		await ready;
		close = async () => {
			await members.stop();
			await others.close();
			gates.close();
			redis.disconnect();
		};
		return { lists };
	},

	async listAll({ guildIds }) {
		await members.warmUp();
		return checkAll(guildIds.map(fetch));
	},

	callers: ({ guildId, count }) => checkAll(Array.from({ length: count }, () => fetch(guildId))),

	stop: () => close(),
});
