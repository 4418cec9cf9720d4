import { fileURLToPath } from 'node:url';
import { ShardClientUtil, ShardingManager } from 'discord.js';

const manager = new ShardingManager(fileURLToPath(new URL('./shard.js', import.meta.url)), {
	token: process.env.DISCORD_TOKEN ?? '',
	totalShards: Number(process.env.SHARDS) || 'auto',
});
await manager.spawn();

// A question about one guild goes to the shard that has it. What comes back is JSON: figures and ids, no GuildMembers.
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

// Each process tells of its own guilds alone: the whole is the sum.
const held = await manager.broadcastEval(({ members }) => members.getCacheStats().members);
console.log(`Members held: ${held.join(' + ')}.`);
