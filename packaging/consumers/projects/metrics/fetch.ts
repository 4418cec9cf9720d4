import { Client, Events, GatewayIntentBits, type Guild } from 'discord.js';
import { Registry } from 'prom-client';
import { type IMemberFetchService, MemberFetchService } from 'rollcall';
import { collectMetrics, type MetricsOptions } from 'rollcall/metrics';
import { DiscordEmulator } from 'rollcall-emulator';

async function main(): Promise<void> {
	const emulator = new DiscordEmulator({ guilds: [{ members: 2500 }] });
	await emulator.start();
	const client = new Client({
		intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers],
		rest: { api: emulator.restUrl },
	});
	const service: IMemberFetchService = new MemberFetchService();
	const register = new Registry();
	const options: MetricsOptions = { register, guildLabels: 1 };
	const stop: () => void = collectMetrics(service, options);
	const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
	await client.login(emulator.token);
	await ready;
	await service.fetchGuildMembers(client.guilds.cache.first() as Guild);
	const text = await register.metrics();
	const complete = text.includes('rollcall_rosters{status="complete"} 1\n');
	const members = Number(/^rollcall_roster_members\{guild="\d+"\} (\d+)$/m.exec(text)?.[1]);
	console.log(JSON.stringify({ complete, members }));
	stop();
	await service.close();
	await client.destroy();
	await emulator.stop();
}

void main();
