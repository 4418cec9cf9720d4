import { Client, GatewayIntentBits } from 'discord.js';
import { cacheWithoutMembers } from 'rollcall';
import { Agent } from 'undici';
import type { Environment } from '../environment/index.js';

const INTENTS = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates, GatewayIntentBits.GuildMessages];

/**
 * A client that keeps no members, messages and presences, since the service holds the members and nothing reads the others;
 * and that pings nobody, whatever is in a message.
 */
export function createClient({ apiBase, membersIntent }: Pick<Environment, 'apiBase' | 'membersIntent'>): Client {
	return new Client({
		intents: membersIntent ? [...INTENTS, GatewayIntentBits.GuildMembers] : INTENTS,
		makeCache: cacheWithoutMembers({ MessageManager: 0, PresenceManager: 0, ReactionManager: 0 }),
		allowedMentions: { parse: [] },
		// For so long after each guild it waits for the next, and holds back all commands: a guild in an outage never comes.
		waitGuildTimeout: 1_000,
		// That of discord.js' own undici. Else it takes the one that Node has set for `fetch`, and that of Node 24 ends the process
		// where a request that carries files is aborted.
		rest: { api: apiBase, agent: new Agent() },
	});
}
