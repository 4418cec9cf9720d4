import { Client } from 'seyfert';

const GUILDS_AND_MEMBERS = 3;
const client = new Client({
	getRC: () => ({ token: process.env.DISCORD_TOKEN, locations: { base: '.' }, intents: GUILDS_AND_MEMBERS }),
	handlePayload: async (shardId, { t, d }) => {
		if (t !== 'RAW_GUILD_CREATE') return;
		const answer = await client.gateway.get(shardId).requestGuildMember({ guild_id: d.id, query: '', limit: 0 });
		console.log(answer.members.length);
		process.exit();
	},
});
await client.start();
