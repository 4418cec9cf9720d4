import { GatewayOpcodes } from 'discord-api-types/v10';
import type { BotAccount } from '../../accounts/index.js';
import { type Connection, type Refusal, refusals } from '../connection/index.js';
import { type GatewayContext, shardOf } from '../context/index.js';
import { announceGuilds, sendReady } from '../events/index.js';
import { areIntents, mayUseIntents } from '../intents/index.js';
import { authenticate } from './authenticate.js';

const MOST_GUILDS_OF_A_SHARD = 2500;
const SMALLEST_LARGE_THRESHOLD = 50;
const LARGEST_LARGE_THRESHOLD = 250;

/** Opcode 2: starts a session, or gives the code with which the connection closes. */
export function identify(context: GatewayContext, connection: Connection, data: unknown): Refusal | undefined {
	const authenticated = authenticate(context, connection, data, 'identifies');
	if (authenticated.refusal) return authenticated.refusal;
	const { bot, payload } = authenticated;
	const { intents } = payload;
	if (!areIntents(intents)) return refusals.invalidIntents;
	if (!mayUseIntents(bot, intents)) return refusals.disallowedIntents;
	const shard = readShard(payload.shard);
	if (!shard) return refusals.invalidShard;
	if (guildCount(context, bot, shard) > MOST_GUILDS_OF_A_SHARD) return refusals.shardingRequired;
	if (payload.compress === true) connection.compressPackets();
	return start(context, connection, {
		bot,
		shard,
		intents,
		largeThreshold: readLargeThreshold(payload.large_threshold),
	});
}

type Identity = Parameters<GatewayContext['createSession']>[0];

function start(context: GatewayContext, connection: Connection, identity: Identity): Refusal | undefined {
	const { bot, shard } = identity;
	if (!context.identifies.take(bot.id, shard[0])) {
		connection.send(GatewayOpcodes.InvalidSession, false);
		return undefined;
	}
	if (!context.starts.take(bot.id)) return resetToken(context, bot);
	const session = context.createSession(identity);
	context.sessions.add(session);
	session.attach(connection);
	sendReady(context, session, connection);
	announceGuilds(context, session);
	return undefined;
}

/** After too many sessions, Discord ends all sessions of the bot and resets its token. */
function resetToken(context: GatewayContext, bot: BotAccount): Refusal {
	context.tokensReset.add(bot.id);
	for (const session of context.sessions) {
		if (session.identity.bot.id !== bot.id) continue;
		session.connection?.close(...refusals.authenticationFailed);
		context.sessions.end(session);
	}
	return refusals.authenticationFailed;
}

function readShard(shard: unknown): [number, number] | undefined {
	if (shard === undefined || shard === null) return [0, 1];
	if (!Array.isArray(shard) || shard.length !== 2 || !shard.every(Number.isSafeInteger)) return undefined;
	const [id, count] = shard as [number, number];
	return id >= 0 && id < count ? [id, count] : undefined;
}

function readLargeThreshold(value: unknown): number {
	if (typeof value !== 'number') return SMALLEST_LARGE_THRESHOLD;
	return Math.min(LARGEST_LARGE_THRESHOLD, Math.max(SMALLEST_LARGE_THRESHOLD, value));
}

function guildCount({ world }: GatewayContext, bot: BotAccount, [id, count]: [number, number]): number {
	return [...world.guilds.values()].filter((guild) => shardOf(guild.id, count) === id && guild.has(bot.id)).length;
}
