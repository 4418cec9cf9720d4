import { fileURLToPath } from 'node:url';
import { ShardClientUtil, ShardingManager } from 'discord.js';

const manager = new ShardingManager(fileURLToPath(new URL('./shard.js', import.meta.url)), {
	token: process.env.DISCORD_TOKEN ?? '',
	totalShards: Number(process.env.SHARDS) || 'auto',
});
await manager.spawn();

// Ask the shard that has the guild. The answer comes back as JSON: return figures and ids, no GuildMembers.
const guildId = process.env.GUILD_ID ?? '';
const shard = ShardClientUtil.shardIdForGuildId(guildId, manager.shards.size);
const size = await manager.broadcastEval(
	async ({ guilds, members }, context) => {
		const guild = guilds.cache.get(context.guildId);
		return guild ? (await members.fetchGuildMembers(guild, { require: 'complete' })).members.size : undefined;
	},
	{ shard, context: { guildId } },
);
console.log(`The guild is on shard ${shard} and has ${size} members.`);

// Each process knows only its own guilds: add their figures up.
const held = await manager.broadcastEval(({ members }) => members.getCacheStats().members);
console.log(`Members held: ${held.join(' + ')}.`);
