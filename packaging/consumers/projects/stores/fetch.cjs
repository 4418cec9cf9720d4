const { Client, Events, GatewayIntentBits } = require('discord.js');
const { MemberFetchService } = require('rollcall');
const { fileStore } = require('rollcall/stores');
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
	const key = { applicationId: '1', shardId: 0, shardCount: 1, intents: 3 };
	const store = fileStore(`rosters-${process.pid}`);
	const before = await store.open(key, console.error);
	const info = { status: 'complete', asOf: 0, sequence: 1, sessionId: 'a', size: members.size };
	const rosters = new Map([['1', { info, block: Buffer.from([...members.keys()].join()) }]]);
	await before.commit({ savedAt: 0, session: null, facts: new Map([['1', '{}']]), rosters });
	await before.close();
	const after = await store.open(key, console.error);
	const kept = Buffer.from(await after.read('1'))
		.toString()
		.split(',');
	await after.close();
	console.log(JSON.stringify({ complete: metadata.complete, members: kept.length }));
	await service.close();
	await client.destroy();
	await emulator.stop();
}

main();
