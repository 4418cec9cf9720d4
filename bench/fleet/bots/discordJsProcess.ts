import { Client, Events, GatewayIntentBits, type GuildMember } from 'discord.js';
import { digestOf } from '../../checking/Digest.js';
import { fingerprintOf } from '../../checking/fingerprint.js';
import { serve } from '../../processes/serve.js';
import { mapRows } from '../../sides/mapRows.js';
import type { BotCommands } from './BotCommands.js';
import { checkAll, type Unchecked } from './checkAll.js';

// One process of a bot on discord.js alone, as its guide shows it: each caller fetches.

/** Its own default is 120 s, which would only delay its timeouts. */
const PATIENCE_MS = 8_000;
const NOBODY: Omit<Unchecked, 'guildId'> = { complete: false, digest: async () => '' };

let client: Client;

async function fetch(guildId: string): Promise<Unchecked> {
	try {
		const members = await client.guilds.cache.get(guildId)?.members.fetch({ time: PATIENCE_MS });
		if (!members) return { guildId, ...NOBODY };
		const rows = () => mapRows<GuildMember, string>(members.values(), fingerprintOf);
		return { guildId, complete: true, digest: () => digestOf(rows()) };
	} catch {
		return { guildId, ...NOBODY };
	}
}

serve<BotCommands>({
	async start({ restUrl, token, shardId, shardCount }) {
		client = new Client({
			intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers],
			shards: [shardId],
			shardCount,
			rest: { api: restUrl },
		});
		client.on(Events.Error, () => {});
		const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
		await client.login(token);
		await ready;
		return { lists: 0 };
	},

	listAll: ({ guildIds }) => checkAll(guildIds.map(fetch)),

	callers: ({ guildId, count }) => checkAll(Array.from({ length: count }, () => fetch(guildId))),

	stop: () => client.destroy(),
});
