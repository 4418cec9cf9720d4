import { cacheWithoutMembers } from 'rollcall';
import type { Target } from '../processes/Target.js';
import { logIn } from './discordJsClient.js';
import { overClient } from './overClient.js';
import type { Side } from './Side.js';

/** The service over a discord.js client that keeps no members, since the service does. */
export async function connect(target: Target): Promise<Side> {
	return overClient(await logIn(target, { makeCache: cacheWithoutMembers() }));
}
