import { DiscordAPIError, HTTPError } from '@discordjs/rest';
import { CommandError, codeOf } from '../errors/index.js';

const PORTAL = 'https://discord.com/developers/applications';

/** How to get a token that works. */
export const TOKEN_CURE = `Copy the token from the Bot page of the application at ${PORTAL}; a reset makes the old one void. The token of a user is refused.`;

/** What a failed request means to the user. @param what - what was asked for */
export function explainAnswer(error: unknown, what: string): CommandError {
	if (error instanceof CommandError) return error;
	return new CommandError(`${what} could not be read: ${explain(error)}`, undefined, { cause: error });
}

/** Whether Discord said that there is no such member or user. */
export function isNotFound(error: unknown): boolean {
	const { cause } = error as { cause?: unknown };
	return cause instanceof DiscordAPIError && (cause.code === 10_007 || cause.code === 10_013);
}

function explain(error: unknown): string {
	if (error instanceof DiscordAPIError) return explainRefusal(error);
	if (error instanceof HTTPError) return `Discord, or a server on the way, answered ${error.status}. Try again later.`;
	const code = codeOf(error);
	if (error instanceof Error && error.name === 'AbortError')
		return 'no answer came in time. Check the network, a proxy and --api.';
	if (code === undefined) return `the request did not succeed (${(error as Error)?.name ?? 'unknown error'}).`;
	return `the connection failed (${code}). Check the network, a proxy and --api.`;
}

function explainRefusal({ status, code }: DiscordAPIError): string {
	// Discord's refusals have a code. Without one, something else on the way has answered.
	if (typeof code !== 'number' || (code === 0 && status !== 401))
		return `the answer is ${status} without a code of Discord's. Something on the way has answered: check a proxy and --api.`;
	if (status === 401) return `Discord does not accept the token. ${TOKEN_CURE}`;
	if (code === 10_004 || code === 50_001)
		return 'there is no such guild, or the bot is not in it. Check the id, or invite the bot.';
	if (code === 10_007 || code === 10_013) return 'there is no such member.';
	return `Discord refuses (${status}, code ${code}).`;
}
