import { Client, GatewayIntentBits, WorkerShardingStrategy } from 'discord.js';
import { cacheWithoutMembers } from 'rollcall';

/** One client with its connections in worker threads: one service serves all shards. */
export function clientOfWorkers(): Client {
	return new Client({
		intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers],
		shards: 'auto',
		ws: { buildStrategy: (manager) => new WorkerShardingStrategy(manager, { shardsPerWorker: 1 }) },
		makeCache: cacheWithoutMembers(),
		rest: { api: process.env.DISCORD_API_BASE ?? 'https://discord.com/api' },
	});
}
