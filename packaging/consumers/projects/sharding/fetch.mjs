import { Client, Events, GatewayIntentBits } from 'discord.js';
import { MemberFetchService } from 'rollcall';
import { RosterLink } from 'rollcall/sharding';
import { DiscordEmulator } from 'rollcall-emulator';

const emulator = new DiscordEmulator({ guilds: [{ members: 2500 }] });
await emulator.start();
const client = new Client({
	intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers],
	rest: { api: emulator.restUrl },
});
const service = new MemberFetchService();
const link = new RosterLink(service, client);
const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
await client.login(emulator.token);
await ready;
const { roster, metadata } = await link.fetchGuildMembers(emulator.world.guild().id);
console.log(JSON.stringify({ complete: metadata.complete, members: roster.size }));
await link.close();
await service.close();
await client.destroy();
await emulator.stop();
