import { Client, Events, GatewayIntentBits, ShardingManager } from 'discord.js';
import { MemberFetchService } from 'rollcall';
import {
	type ILinkedRosters,
	RosterLink,
	type RosterResult,
	type ServedRosters,
	serveRosters,
} from 'rollcall/sharding';
import { DiscordEmulator } from 'rollcall-emulator';

/** What a parent would call. */
export function serve(file: string, token: string): ServedRosters {
	return serveRosters(new ShardingManager(file, { token }), { ownerTimeout: 10_000 });
}

async function main(): Promise<void> {
	const emulator = new DiscordEmulator({ guilds: [{ members: 2500 }] });
	await emulator.start();
	const client = new Client({
		intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers],
		rest: { api: emulator.restUrl },
	});
	const service = new MemberFetchService();
	const link = new RosterLink(service, client);
	const rosters: ILinkedRosters = link;
	const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
	await client.login(emulator.token);
	await ready;
	const answer: RosterResult = await rosters.fetchGuildMembers(emulator.world.guild().id);
	console.log(JSON.stringify({ complete: answer.metadata.complete, members: answer.roster.size }));
	await link.close();
	await service.close();
	await client.destroy();
	await emulator.stop();
}

void main();
