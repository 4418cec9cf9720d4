import {
	type Client,
	DiscordAPIError,
	DiscordjsError,
	DiscordjsErrorCodes,
	GatewayCloseCodes,
	HTTPError,
} from 'discord.js';
import { StartError } from '../errors/index.js';
import { explainClose } from './explainClose.js';
import { nameOfApi } from './nameOfApi.js';

const CHECK = 'Check the network, and DISCORD_API_BASE if it is set.';

/** Why a login failed, and the cure. */
export function explainFailure(error: unknown, { options }: Client): StartError {
	if (error instanceof StartError) return error;
	if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid)
		return explainClose(GatewayCloseCodes.AuthenticationFailed);
	const api = options.rest?.api;
	const words = error instanceof Error ? error.message : String(error);
	const message = api === undefined ? words : words.replaceAll(api, nameOfApi(api));
	return new StartError(describe(error, nameOfApi(api), message), { cause: error });
}

function describe(error: unknown, api: string, message: string): string {
	if (error instanceof HTTPError || error instanceof DiscordAPIError) return describeStatus(error.status, api);
	// The answer did not come from Discord's API.
	if (error instanceof TypeError || error instanceof SyntaxError)
		return `The server at ${api} is not Discord's API: its answer cannot be read (${message}). Check DISCORD_API_BASE.`;
	if (isOfNetwork(error)) return `Discord cannot be reached at ${api}: ${message}. ${CHECK}`;
	return `Discord at ${api} refused the login: ${message}`;
}

function describeStatus(status: number, api: string): string {
	if (status >= 500) return `Discord at ${api} fails with status ${status}. Try again later.`;
	return `The server at ${api} is not Discord's API: it answers with status ${status}. Check DISCORD_API_BASE if it is set, or a proxy on the way.`;
}

/** Errors of sockets and names have a code; a request that took too long was aborted. */
function isOfNetwork(error: unknown): boolean {
	return error instanceof Error && ('code' in error || error.name === 'AbortError');
}
