import { Client, Events, GatewayIntentBits } from 'discord.js';
import { register } from 'prom-client';
import { MemberFetchService } from 'rollcall';
import { collectMetrics } from 'rollcall/metrics';
import { DiscordEmulator } from 'rollcall-emulator';

const emulator = new DiscordEmulator({ guilds: [{ members: 2500 }] });
await emulator.start();
const client = new Client({
	intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers],
	rest: { api: emulator.restUrl },
});
const service = new MemberFetchService();
collectMetrics(service);
const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
await client.login(emulator.token);
await ready;
await service.fetchGuildMembers(client.guilds.cache.first());
const text = await register.metrics();
const complete = text.includes('rollcall_rosters{status="complete"} 1\n');
console.log(JSON.stringify({ complete, members: Number(/^rollcall_roster_members (\d+)$/m.exec(text)[1]) }));
await service.close();
await client.destroy();
await emulator.stop();
