// A shard or a cluster of a bot: what each child process of the tests runs.

import { Client, GatewayIntentBits } from 'discord.js';
import { getInfo } from 'discord-hybrid-sharding';
import { cacheWithoutMembers, MemberFetchService } from 'rollcall';
import { RosterLink } from 'rollcall/sharding';

const isCluster = process.env.CLUSTER_MANAGER_MODE !== undefined && process.env.SHARDING_MANAGER === undefined;
const { SHARD_LIST: shards, TOTAL_SHARDS: shardCount } = isCluster ? getInfo() : {};
const client = new Client({
	intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers],
	makeCache: cacheWithoutMembers(),
	rest: { api: process.env.DISCORD_API_BASE },
	...(isCluster && { shards, shardCount }),
});
client.on('error', () => undefined);
if (isCluster) {
	const { ClusterClient } = await import('discord-hybrid-sharding');
	client.cluster = new ClusterClient(client);
	client.once('clientReady', () => client.cluster.triggerReady());
}
client.service = new MemberFetchService({
	timeouts: { chunkIdle: 2_000 },
	monitoring: { logPerformanceWarnings: false },
});
client.link = new RosterLink(client.service, client, { silenceTimeout: Number(process.env.LINK_SILENCE_MS) || 10_000 });
if (process.env.SHARDING_MANAGER_MODE !== 'worker' && process.env.CLUSTER_MANAGER_MODE !== 'worker') {
	process.once('disconnect', () => process.exit());
}
await client.login(process.env.DISCORD_TOKEN);
