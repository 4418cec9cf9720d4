import { type Client, type CloseEvent, Events } from 'discord.js';
import { type Clock, systemClock, within } from '../clock/index.js';
import { StartError } from '../errors/index.js';
import { explainClose } from './explainClose.js';
import { explainFailure } from './explainFailure.js';
import { nameOfApi } from './nameOfApi.js';

/** A login takes seconds. Without a limit, an absent gateway would be tried forever, and nobody would notice. */
const LIMIT_MS = 60_000;

/**
 * Logs in, and waits until every guild is known.
 *
 * @throws StartError with the cause and the cure, if Discord refuses or the login takes a minute
 */
export async function login(client: Client, token: string, clock: Clock = systemClock): Promise<Client<true>> {
	const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
	const refused = new Promise<never>((_, reject) => onRefusal(client, reject));
	refused.catch(() => {});
	const done = Promise.race([client.login(token).then(() => ready), refused]).catch((error: unknown) => {
		throw explainFailure(error, client);
	});
	if (await within(clock, LIMIT_MS, done)) return done;
	done.catch(() => {});
	throw new StartError(describeWait(client));
}

/** Calls the listener when Discord has ended a connection for good. */
export function onRefusal(client: Client, listener: (error: StartError) => void): void {
	client.on(Events.ShardDisconnect, ({ code }: CloseEvent) => listener(explainClose(code)));
}

function describeWait({ ws, options }: Client): string {
	const seconds = LIMIT_MS / 1000;
	if (!ws.gateway)
		return `Discord gave no answer at ${nameOfApi(options.rest?.api)} within ${seconds} s. Check the network, and DISCORD_API_BASE if it is set.`;
	return `The gateway ${nameOfApi(ws.gateway)} did not let the bot in within ${seconds} s. Check the network, and whether WebSockets may leave it.`;
}
