import { Client, GatewayIntentBits } from 'discord.js';
import { cacheWithoutMembers } from 'rollcall';
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
		rest: { api: apiBase },
	});
}
