import type { Reason } from '../errors/because.js';
import type { ErrorCode } from '../errors/codes.js';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import { TransportError } from '../interfaces/ITransport.js';
import { type FetchContext, MEMBER_LIST } from './FetchContext.js';

const PORTAL = 'https://discord.com/developers/applications';
const GRANT_CURE = `Switch on "Server Members Intent" on the Bot page of the application at ${PORTAL} (apps seen by 10,000 users or more need Discord's approval), then restart the bot.`;

/** Close codes after which a shard stays away (opcodes-and-status-codes, "Gateway Close Event Codes"). */
const END_CODES: Readonly<Record<number, ErrorCode>> = {
	4004: 'INVALID_TOKEN',
	4013: 'INTENT_NOT_GRANTED',
	4014: 'INTENT_NOT_GRANTED',
};

/** "Missing access" (opcodes-and-status-codes, "JSON"). */
const MISSING_ACCESS = 50_001;

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

/** The owner of the bot ended it, by `client.destroy()`, `gateway.destroy()` or a login that failed. */
export function destroyedBot(guildId: string): MemberFetchError {
	return new MemberFetchError(
		'CLIENT_DESTROYED',
		`Guild ${guildId} cannot be asked for: the connection to Discord was destroyed by this process, as client.destroy(), gateway.destroy() and a failed login do. Connect again, and ask when that has succeeded.`,
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
	const { id } = context.guild;
	const fatal = (code: ErrorCode, message: string) =>
		new MemberFetchError(code, message, { guildId: id, cause: error });
	switch (error.failure) {
		case 'invalidToken':
			return fatal('INVALID_TOKEN', `${error.message} ${tokenCure(error)}`);
		case 'unknownGuild':
			return fatal(
				'UNKNOWN_GUILD',
				`Discord knows no guild ${id}, or the bot is not in it: ${error.message} Check the id; invite the bot again.`,
			);
		case 'rejected':
			return fatal(
				'REJECTED',
				`The request for ${askedOf(context, error)} of guild ${id} was rejected: ${error.message}`,
			);
		case 'missingAccess':
			// A bot that gets members over the gateway may have them: REST alone refuses, and the gateway can be asked again.
			return context.via.has('gateway') ? undefined : explainAccess(context, error);
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
		`REST did not give ${askedOf(context, error)} of guild ${context.guild.id}: ${what} ${cure}`,
		{ guildId: context.guild.id, cause: error },
	);
}

/** What the failed request asked for: a fetch of the list may have looked somebody up. */
function askedOf(context: FetchContext, error: unknown): string {
	return (error instanceof TransportError ? error.asked : undefined) ?? context.asked;
}

/** A new token shuts out every process that has the old one: only Discord's own word is worth that. */
function tokenCure({ answered }: TransportError): string {
	return answered ? 'Reset the token and log in with the new one.' : 'Log in again.';
}

/**
 * 50001 for the member list is both "the application lacks the intent" and "the bot lacks access"; the application's flags
 * tell which. No other request needs the intent.
 */
async function explainAccess(context: FetchContext, error: TransportError): Promise<MemberFetchError> {
	const asked = askedOf(context, error);
	const facts = { guildId: context.guild.id, cause: error };
	const mayLackIntent = asked === MEMBER_LIST && (error.answered?.code ?? MISSING_ACCESS) === MISSING_ACCESS;
	const granted = mayLackIntent ? await isIntentGranted(context) : true;
	if (granted === false) {
		return new MemberFetchError(
			'INTENT_NOT_GRANTED',
			`Discord refuses ${asked} because the application has not been granted the GuildMembers intent: ${error.message} ${GRANT_CURE}`,
			facts,
		);
	}
	const doubt =
		granted === undefined ? ' Whether the GuildMembers intent is granted could not be read: check that too.' : '';
	return new MemberFetchError(
		'MISSING_ACCESS',
		`The bot may not see ${asked} of guild ${facts.guildId}: ${error.message} Check that it is still in the guild and may view it.${doubt}`,
		facts,
	);
}

/** `undefined`: it could not be read. */
function isIntentGranted(context: FetchContext): Promise<boolean | undefined> {
	return context.rest((signal) => context.transport.isMembersIntentGranted(signal)).catch(() => undefined);
}
