import {
	type Client,
	type CloseEvent,
	DiscordjsError,
	DiscordjsErrorCodes,
	Events,
	GatewayCloseCodes,
} from 'discord.js';
import { StartError } from '../errors/index.js';

/** What ends a connection for good, and the cure. */
const REASONS: Readonly<Partial<Record<number, string>>> = {
	[GatewayCloseCodes.AuthenticationFailed]:
		'Discord refused the token. Copy it again from the page "Bot" of the application into DISCORD_TOKEN.',
	[GatewayCloseCodes.DisallowedIntents]:
		'Discord did not allow the members intent. Switch on "Server Members Intent" on the page "Bot" of the application; or set ENABLE_GUILD_MEMBERS_INTENT=false, and do without the commands that need it.',
};

/**
 * Logs in, and waits until every guild is known.
 *
 * @throws StartError where Discord refuses: the cause, and the cure
 */
export async function login(client: Client, token: string): Promise<Client<true>> {
	const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
	const refused = new Promise<never>((_, reject) => onRefusal(client, reject));
	await Promise.race([client.login(token), refused]).catch((error: unknown) => {
		throw explain(error, client);
	});
	return Promise.race([ready, refused]);
}

/** Hears of a connection that Discord ended for good. */
export function onRefusal(client: Client, listener: (error: StartError) => void): void {
	client.on(Events.ShardDisconnect, ({ code }: CloseEvent) => {
		listener(new StartError(REASONS[code] ?? `Discord closed the connection for good, with code ${code}.`));
	});
}

function explain(error: unknown, { options }: Client): Error {
	if (error instanceof StartError) return error;
	if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid)
		return new StartError(REASONS[GatewayCloseCodes.AuthenticationFailed]);
	const message = error instanceof Error ? error.message : String(error);
	return new StartError(
		`Discord can not be reached at ${options.rest?.api}: ${message}. Check the network, and DISCORD_API_BASE if it is set.`,
		{ cause: error },
	);
}
