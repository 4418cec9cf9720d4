import type { Reason } from '../errors/because.js';
import type { ErrorCode } from '../errors/codes.js';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import { TransportError } from '../interfaces/ITransport.js';
import type { FetchContext } from './FetchContext.js';

const PORTAL = 'https://discord.com/developers/applications';
const GRANT_CURE = `Switch on "Server Members Intent" on the Bot page of the application at ${PORTAL} (apps seen by 10,000 users or more need Discord's approval), then restart the bot.`;

/** Close codes after which a shard stays away (opcodes-and-status-codes, "Gateway Close Event Codes"). */
const END_CODES: Readonly<Record<number, ErrorCode>> = {
	4004: 'INVALID_TOKEN',
	4013: 'INTENT_NOT_GRANTED',
	4014: 'INTENT_NOT_GRANTED',
};

/** The client did not ask for the members intent: nothing it lists can be kept true, so it is not even asked. */
export function missingIntent(guildId: string): MemberFetchError {
	return new MemberFetchError(
		'MISSING_INTENT',
		`The client was made without the GuildMembers intent, so Discord sends it no member list and no joins or leaves. Add GatewayIntentBits.GuildMembers to the intents of the Client. ${GRANT_CURE}`,
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

/** A gateway without a client library whose guilds are not known; `what` continues "The gateway". */
export function notConnected(guildId: string, what: string): MemberFetchError {
	return new MemberFetchError(
		'NOT_CONNECTED',
		`The gateway ${what}. Make the service before gateway.connect(), which tells of the guilds once, and ask when it has resolved.`,
		{ guildId },
	);
}

/** The guild's shard runs elsewhere: its events go there, so no list could be kept true here. */
export function wrongShard(guildId: string, shardId: number, ours: Iterable<number>): MemberFetchError {
	return new MemberFetchError(
		'NOT_CONNECTED',
		`Guild ${guildId} is on shard ${shardId}, and this process runs only ${[...ours].join(', ')}. Ask in the process that runs shard ${shardId}.`,
		{ guildId },
	);
}

/** Why a shard that was closed for good makes a fetch pointless; `undefined` where REST may still help. */
export function endedShard(guildId: string, shardId: number, code: number): MemberFetchError | undefined {
	const errorCode = END_CODES[code];
	if (!errorCode) return undefined;
	const cure = errorCode === 'INVALID_TOKEN' ? 'Reset the token and log in with the new one.' : GRANT_CURE;
	return new MemberFetchError(
		errorCode,
		`Discord closed shard ${shardId} with code ${code} and will not take it back. ${cure}`,
		{
			guildId,
		},
	);
}

/** The bot left the guild while it was asked for. */
export function goneGuild(guildId: string, reason: Reason): MemberFetchError {
	const cure = 'Invite the bot again, and ask when it is back.';
	return new MemberFetchError('UNKNOWN_GUILD', `The fetch of guild ${guildId} was ended: ${reason}. ${cure}`, {
		guildId,
	});
}

/** The error of a REST failure that no repetition can mend; `undefined` for the others. */
export async function fatalError(context: FetchContext, error: unknown): Promise<MemberFetchError | undefined> {
	if (!(error instanceof TransportError)) return undefined;
	const facts = { guildId: context.guild.id, cause: error };
	switch (error.failure) {
		case 'invalidToken':
			return new MemberFetchError(
				'INVALID_TOKEN',
				'Discord does not accept the token (401). Reset it and log in with the new one.',
				facts,
			);
		case 'unknownGuild':
			return new MemberFetchError(
				'UNKNOWN_GUILD',
				`Discord knows no guild ${context.guild.id} (10004), or the bot is not in it. Check the id; invite the bot again.`,
				facts,
			);
		case 'rejected':
			return new MemberFetchError(
				'REJECTED',
				`Discord rejected the member list of guild ${context.guild.id}: ${error.message}`,
				facts,
			);
		case 'missingAccess':
			// Whom the gateway gives members may have them: REST alone refuses, and the gateway can be asked again.
			return context.via.has('gateway') ? undefined : explainAccess(context, facts);
		default:
			return undefined;
	}
}

/** A REST failure that repetition did not mend. */
export function explainFailure(context: FetchContext, error: unknown): MemberFetchError {
	const what = error instanceof Error ? error.message : String(error);
	const isBlock = error instanceof TransportError && error.failure === 'blocked';
	const cure = isBlock ? 'Such a block passes after a while, if it is left alone.' : 'Retry is safe.';
	return new MemberFetchError(
		'REST_UNAVAILABLE',
		`REST did not give the members of guild ${context.guild.id}: ${what} ${cure}`,
		{ guildId: context.guild.id, cause: error },
	);
}

/** 50001 is both "the application lacks the intent" and "the bot lacks access"; the application's flags tell which. */
async function explainAccess(
	context: FetchContext,
	facts: { guildId: string; cause: unknown },
): Promise<MemberFetchError> {
	const granted = await context
		.rest((signal) => context.transport.isMembersIntentGranted(signal))
		.catch(() => undefined);
	if (granted === false) {
		return new MemberFetchError(
			'INTENT_NOT_GRANTED',
			`Discord refuses the member list (403, 50001) because the application has not been granted the GuildMembers intent. ${GRANT_CURE}`,
			facts,
		);
	}
	const doubt =
		granted === undefined ? ' Whether the GuildMembers intent is granted could not be read: check that too.' : '';
	return new MemberFetchError(
		'MISSING_ACCESS',
		`The bot may not see the members of guild ${facts.guildId} (403, 50001). Check that it is still in the guild and may view it.${doubt}`,
		facts,
	);
}
