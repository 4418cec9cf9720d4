import { Client, Events, GatewayIntentBits } from 'discord.js';
import { type IMemberFetchService, MemberFetchService, type MembersResult } from 'rollcall';
import { DiscordEmulator, type EmulatorOptions } from 'rollcall-emulator';

const options: EmulatorOptions = { guilds: [{ members: 2500 }] };

async function main(): Promise<void> {
	const emulator = new DiscordEmulator(options);
	await emulator.start();
	const client = new Client({
		intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers],
		rest: { api: emulator.restUrl },
	});
	const service: IMemberFetchService = new MemberFetchService({ retry: { maxRetries: 2 } });
	const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()));
	await client.login(emulator.token);
	await ready;
	for (const guild of client.guilds.cache.values()) {
		const { members, metadata }: MembersResult = await service.fetchGuildMembers(guild);
		console.log(JSON.stringify({ complete: metadata.complete, members: members.size }));
	}
	await service.close();
	await client.destroy();
	await emulator.stop();
}

void main();
