import { fileURLToPath } from 'node:url';
import { ShardingManager } from 'discord.js';
import { serveRosters } from 'rollcall/sharding';

const manager = new ShardingManager(fileURLToPath(new URL('./shard.js', import.meta.url)), {
	token: process.env.DISCORD_TOKEN ?? '',
	totalShards: Number(process.env.SHARDS) || 'auto',
});
const rosters = serveRosters(manager); // before or after spawn()
await manager.spawn();

// A web server in this process asks like any shard.
const { roster, metadata, error } = await rosters.fetchGuildMembers(process.env.GUILD_ID ?? '');
console.log(`Manager: ${roster.size} members, ${metadata.status}`);
if (error) console.log(error.code, error.message);
