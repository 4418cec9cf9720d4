import { because, type Reason } from './because.js';
import type { ErrorCode } from './codes.js';
import { MemberFetchError } from './MemberFetchError.js';

const PORTAL = 'https://discord.com/developers/applications';
/** The advice for an intent that is not granted. */
export const GRANT_CURE = `Switch on "Server Members Intent" on the Bot page of the application at ${PORTAL} (apps seen by 10,000 users or more need Discord's approval), then restart the bot.`;

/** Close codes after which a shard stays away (opcodes-and-status-codes, "Gateway Close Event Codes"). */
const ENDS: Readonly<Record<number, readonly [ErrorCode, cure: string]>> = {
	4004: ['INVALID_TOKEN', 'Reset the token and log in with the new one.'],
	4010: ['REJECTED', 'It is no shard of this bot. Correct the shard ids and their number, then restart the bot.'],
	4011: ['REJECTED', 'The bot is in too many guilds for so few shards. Add shards, then restart the bot.'],
	4012: ['REJECTED', 'Discord has ended this version of its API. Update the library of the bot, then restart it.'],
	4013: ['REJECTED', 'The intents of the client are none that Discord knows. Correct them, then restart the bot.'],
	4014: ['INTENT_NOT_GRANTED', GRANT_CURE],
};

/** The client did not ask for the members intent. No list of it could be kept true, so Discord is not asked at all. */
export function missingIntent(guildId: string): MemberFetchError {
	return new MemberFetchError(
		'MISSING_INTENT',
		`The client was made without the GuildMembers intent, so Discord sends it no member list and no joins or leaves. Add GatewayIntentBits.GuildMembers to the intents of the Client. ${GRANT_CURE}`,
		{ guildId },
	);
}

/** The caller wants presences, which never come without their intent. */
export function missingPresences(guildId: string): MemberFetchError {
	return new MemberFetchError(
		'MISSING_INTENT',
		`options.presences: the client was made without the GuildPresences intent, so Discord sends it no presences. Add GatewayIntentBits.GuildPresences to the intents of the Client and switch on "Presence Intent" on the Bot page of the application at ${PORTAL}, or leave presences out.`,
		{ guildId },
	);
}

export function notLoggedIn(guildId: string): MemberFetchError {
	return new MemberFetchError(
		'INVALID_TOKEN',
		'The client is not logged in. Call client.login() with the token of the bot and wait for clientReady.',
		{ guildId },
	);
}

/** The owner of the bot destroyed it, with `client.destroy()`, `gateway.destroy()` or a login that failed. */
export function destroyedBot(guildId: string): MemberFetchError {
	return new MemberFetchError(
		'CLIENT_DESTROYED',
		`Guild ${guildId} cannot be fetched: this process destroyed the connection to Discord, with client.destroy(), gateway.destroy() or a failed login. Connect again, and ask after that has succeeded.`,
		{ guildId },
	);
}

/** A gateway without a client library whose guilds are not known; `what` continues "The gateway". */
export function notConnected(guildId: string, what: string): MemberFetchError {
	return new MemberFetchError(
		'NOT_CONNECTED',
		`The gateway ${what}. Make the service before gateway.connect(), which announces the guilds only once, and ask after it has resolved.`,
		{ guildId },
	);
}

/** The guild's shard runs in another process. Its events go there, so no list could be kept true here. */
export function wrongShard(guildId: string, shardId: number, ours: Iterable<number>): MemberFetchError {
	return new MemberFetchError(
		'NOT_CONNECTED',
		`Guild ${guildId} is on shard ${shardId}, and this process runs only ${[...ours].join(', ')}. Ask in the process that runs shard ${shardId}.`,
		{ guildId },
	);
}

/** Why a fetch is pointless after a shard was closed for good; `undefined` if REST may still help. */
export function endedShard(guildId: string, shardId: number, code: number): MemberFetchError | undefined {
	const [errorCode, cure] = ENDS[code] ?? [];
	if (!errorCode) return undefined;
	const text = `Discord closed shard ${shardId} with code ${code} and will not take it back. ${cure}`;
	return new MemberFetchError(errorCode, text, { guildId });
}

/** The bot left the guild during the fetch. */
export function goneGuild(guildId: string, reason: Reason): MemberFetchError {
	const cure = 'Invite the bot again, and ask when it is back.';
	return new MemberFetchError('UNKNOWN_GUILD', `The fetch of guild ${guildId} was ended: ${reason}. ${cure}`, {
		guildId,
	});
}

/** REST is rate limited, for longer than the fetch waits. */
export function explainLimit(guildId: string, retryAfterMs: number): MemberFetchError {
	const why = because('restLimited', { ms: Math.ceil(retryAfterMs) });
	return new MemberFetchError('RATE_LIMITED', `Guild ${guildId}: ${why}. Retry is safe then.`, {
		guildId,
		retryAfterMs,
	});
}
