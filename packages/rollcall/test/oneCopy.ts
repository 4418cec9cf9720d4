import { Client, GatewayIntentBits } from 'discord.js';
import { MemberFetchService, rosterCache } from 'rollcall';

const client = new Client({
	intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers],
	makeCache: rosterCache(),
});
const service = new MemberFetchService();

const guild = client.guilds.cache.first();
if (guild) await service.fetchGuildMembers(guild);
console.log(guild?.members.cache.filter(({ user }) => user.bot).size);
