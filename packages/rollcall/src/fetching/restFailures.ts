import type { ErrorCode } from '../errors/codes.js';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import { GRANT_CURE } from '../errors/refusals.js';
import { TransportError } from '../interfaces/ITransport.js';
import { type FetchContext, MEMBER_LIST } from './FetchContext.js';

/** "Missing access" (opcodes-and-status-codes, "JSON"). */
const MISSING_ACCESS = 50_001;

/** The error of a REST failure that no repetition can fix; `undefined` for the others. */
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
			// If the gateway has sent members, the bot may have them. Only REST refuses, and the gateway can be asked again.
			return context.via.has('gateway') ? undefined : explainAccess(context, error);
		default:
			return undefined;
	}
}

/** The error of a REST failure that repetition did not fix. */
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

/** The object of the failed request. A fetch of the list may have looked up a user. */
function askedOf(context: FetchContext, error: unknown): string {
	return (error instanceof TransportError ? error.asked : undefined) ?? context.asked;
}

/** A new token locks out every process that has the old one, so only a refusal by Discord itself justifies it. */
function tokenCure({ answered }: TransportError): string {
	return answered ? 'Reset the token and log in with the new one.' : 'Log in again.';
}

/**
 * 50001 for the member list means "the application lacks the intent" or "the bot lacks access", and the application's flags
 * say which. No other request needs the intent.
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

/** `undefined`: the flags could not be read. */
function isIntentGranted(context: FetchContext): Promise<boolean | undefined> {
	const ask = (signal: AbortSignal) => context.transport.isMembersIntentGranted(signal);
	return context.rest(ask, { gate: context.guild.limits.application }).catch(() => undefined);
}
