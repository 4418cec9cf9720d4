import { cachesOf, logIn } from './discordJsClient.js';
import { overClient } from './overClient.js';
import type { Side } from './Side.js';
import type { Target } from './Target.js';

/** The service over a discord.js client with default settings, which goes on caching members for itself. */
export async function connect(target: Target): Promise<Side> {
	const client = await logIn(target);
	return { ...overClient(client, target.config), listen: cachesOf(client).listen };
}
