import { GatewayOpcodes } from 'discord-api-types/v10';
import type { BotAccount } from '../../accounts/index.js';
import { CloseCode, type Connection } from '../connection/index.js';
import { announceGuilds, sendReady } from '../events/index.js';
import { type GatewayContext, shardOf } from '../GatewayContext.js';
import { areIntents, mayUseIntents } from '../intents/index.js';
import { asRecord } from './asRecord.js';

const MOST_GUILDS_OF_A_SHARD = 2500;
const SMALLEST_LARGE_THRESHOLD = 50;
const LARGEST_LARGE_THRESHOLD = 250;

/** Opcode 2: starts a session, or closes with the code that says what is wrong. */
export function identify(context: GatewayContext, connection: Connection, data: unknown): void {
	if (connection.session) return connection.close(CloseCode.AlreadyAuthenticated, 'Already authenticated.');
	const payload = asRecord(data);
	if (!payload) return connection.close(CloseCode.DecodeError, 'Error while decoding payload.');
	const bot = botOf(context, payload.token);
	if (!bot) return connection.close(CloseCode.AuthenticationFailed, 'Authentication failed.');
	context.stats.bot(bot.id).connections += 1;
	context.stats.bot(bot.id).identifies += 1;
	connection.botId = bot.id;
	const { intents } = payload;
	if (!areIntents(intents)) return connection.close(CloseCode.InvalidIntents, 'Invalid intent(s).');
	if (!mayUseIntents(bot, intents)) return connection.close(CloseCode.DisallowedIntents, 'Disallowed intent(s).');
	const shard = readShard(payload.shard);
	if (!shard) return connection.close(CloseCode.InvalidShard, 'Invalid shard.');
	if (guildCount(context, bot, shard) > MOST_GUILDS_OF_A_SHARD) {
		return connection.close(CloseCode.ShardingRequired, 'Sharding required.');
	}
	if (!mayStart(context, connection, bot, shard[0])) return;
	if (payload.compress === true) connection.compressPackets();
	start(context, connection, { bot, shard, intents, largeThreshold: readLargeThreshold(payload.large_threshold) });
}

/** Finds the bot of a token, unless its token was reset. */
export function botOf(context: GatewayContext, token: unknown): BotAccount | undefined {
	const bot = typeof token === 'string' ? context.accounts.byToken(token) : undefined;
	return bot && !context.tokensReset.has(bot.id) ? bot : undefined;
}

type Identity = Parameters<GatewayContext['createSession']>[0];

function start(context: GatewayContext, connection: Connection, identity: Identity): void {
	const session = context.createSession(identity);
	context.sessions.add(session);
	session.attach(connection);
	sendReady(context, session);
	announceGuilds(context, session);
}

function mayStart(context: GatewayContext, connection: Connection, bot: BotAccount, shardId: number): boolean {
	if (!context.identifies.take(bot.id, shardId)) {
		connection.send(GatewayOpcodes.InvalidSession, false);
		return false;
	}
	if (context.starts.take(bot.id)) return true;
	// Discord ends all sessions of the bot and resets its token.
	context.tokensReset.add(bot.id);
	connection.close(CloseCode.AuthenticationFailed, 'Authentication failed.');
	for (const session of context.sessions) {
		if (session.identity.bot.id !== bot.id) continue;
		session.connection?.close(CloseCode.AuthenticationFailed, 'Authentication failed.');
		context.sessions.end(session);
	}
	return false;
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
