import { Client, Events, GatewayIntentBits } from 'discord.js';
import { cacheWithoutMembers, MemberFetchService } from 'rollcall';

const client = new Client({
	intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers],
	makeCache: cacheWithoutMembers(),
});
const service = new MemberFetchService({
	fields: ['nick', 'joined_at', 'user.username', 'user.global_name', 'user.bot'], // ids and roles are kept anyway
	cache: { maxBytes: 256 * 1024 * 1024 },
});

client.once(Events.ClientReady, async () => {
	for (const guild of client.guilds.cache.values()) {
		const { roster, metadata } = await service.fetchGuildMembers(guild);
		if (!metadata.complete) continue;
		console.log(`${guild.name}: ${roster.size} members, ${roster.withoutRoles().size} without a role`);
		for (const [roleId, holders] of roster.roleCounts()) console.log(guild.roles.cache.get(roleId)?.name, holders);
		const monthAgo = Date.now() - 30 * 86_400_000;
		console.log(roster.count({ bot: false, hasRoles: false, joinedBefore: monthAgo }), 'to remind');
		for (const { user, nick, joined_at } of roster.search('al', 10)) console.log(nick ?? user.username, joined_at);
	}
	for (const { guildId, members, bytes } of service.getCacheStats().guilds) console.log(guildId, members, bytes);
});
await client.login(process.env.DISCORD_TOKEN);
