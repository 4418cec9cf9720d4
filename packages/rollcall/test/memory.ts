import { Client, Events, GatewayIntentBits } from 'discord.js';
import { cacheWithoutMembers, MemberFetchService } from 'rollcall';

const client = new Client({
	intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers, GatewayIntentBits.GuildVoiceStates],
	makeCache: cacheWithoutMembers(),
});
const service = new MemberFetchService();

client.once(Events.ClientReady, async () => {
	for (const guild of client.guilds.cache.values()) await service.fetchGuildMembers(guild);
});

service.on(Events.GuildMemberAdd, (member) => console.log(`${member.displayName} has joined`));
service.on(Events.GuildMemberRemove, (member) => console.log(`${member.displayName} has left`));
service.on(Events.GuildMemberUpdate, (before, after) => {
	if (before.nickname !== after.nickname) console.log(`${before.displayName} is now ${after.displayName}`);
});
service.on('rosterStatusChange', async ({ guildId, status, reason }) => {
	if (status !== 'stale') return;
	console.log(`The members of ${guildId} are stale: ${reason}`);
	const guild = client.guilds.cache.get(guildId);
	if (guild) await service.fetchGuildMembers(guild); // proves a new list
});

client.on(Events.VoiceStateUpdate, async (_, { guild, id, channelId }) => {
	const { member } = await service.fetchMember(guild, id); // no request while the list is true
	console.log(`${member?.displayName} is in ${channelId}`);
});
await client.login(process.env.DISCORD_TOKEN);
