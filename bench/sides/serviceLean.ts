import { cacheWithoutMembers } from 'rollcall';
import { logIn } from './discordJsClient.js';
import { overClient } from './overClient.js';
import type { Side } from './Side.js';
import type { Target } from './Target.js';

/** The service over a discord.js client that keeps no members, since the service does. */
export async function connect(target: Target): Promise<Side> {
	return overClient(await logIn(target, { makeCache: cacheWithoutMembers() }), target.config);
}
