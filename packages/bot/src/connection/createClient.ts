import { Client, GatewayIntentBits } from 'discord.js';
import { cacheWithoutMembers } from 'rollcall';
import { Agent } from 'undici';
import type { Environment } from '../environment/index.js';

const INTENTS = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates, GatewayIntentBits.GuildMessages];

/**
 * A client that keeps no members, messages or presences, since the service holds the members and nothing reads the
 * others. It pings nobody, whatever is in a message.
 */
export function createClient({ apiBase, membersIntent }: Pick<Environment, 'apiBase' | 'membersIntent'>): Client {
	return new Client({
		intents: membersIntent ? [...INTENTS, GatewayIntentBits.GuildMembers] : INTENTS,
		makeCache: cacheWithoutMembers({ MessageManager: 0, PresenceManager: 0, ReactionManager: 0 }),
		allowedMentions: { parse: [] },
		// How long it waits for the next guild, while all commands are held back: a guild in an outage never comes.
		waitGuildTimeout: 1_000,
		// The agent of discord.js' own undici. Otherwise it takes the one that Node has set for `fetch`, and that of Node
		// 24 crashes the process if a request that carries files is aborted.
		rest: { api: apiBase, agent: new Agent() },
	});
}
