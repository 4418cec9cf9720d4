import { rosterCache } from 'rollcall';
import { cachesOf, logIn, readCache } from './discordJsClient.js';
import { overClient } from './overClient.js';
import type { Side } from './Side.js';
import type { Target } from './Target.js';

/** The service behind the caches of discord.js: both show the same members, which are kept once. */
export async function connect(target: Target): Promise<Side> {
	const client = await logIn(target, { makeCache: rosterCache() });
	const { surfaces, ...side } = overClient(client, target.config);
	return {
		...side,
		...cachesOf(client),
		surfaces: { cache: (guild) => readCache(client, guild), ...surfaces },
	};
}
