const { Client, Events, GatewayIntentBits } = require('discord.js');
const { MemberFetchService } = require('rollcall');
const { DiscordEmulator } = require('rollcall-emulator');

async function main() {
	const emulator = new DiscordEmulator({ guilds: [{ members: 2500 }] });
	await emulator.start();
	const client = new Client({
		intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers],
		rest: { api: emulator.restUrl },
	});
	const service = new MemberFetchService();
	const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
	await client.login(emulator.token);
	await ready;
	const { members, metadata } = await service.fetchGuildMembers(client.guilds.cache.first());
	console.log(JSON.stringify({ complete: metadata.complete, members: members.size }));
	await service.close();
	await client.destroy();
	await emulator.stop();
}

main();
