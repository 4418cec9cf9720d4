import { Client, Events, GatewayIntentBits, type Guild } from 'discord.js';
import { MemberFetchService } from 'rollcall';
import {
	fileStore,
	type IRosterStore,
	type IShardStore,
	memoryStore,
	type SavedRosterInfo,
	type ShardKey,
} from 'rollcall/stores';
import { DiscordEmulator } from 'rollcall-emulator';

const KEY: ShardKey = { applicationId: '1', shardId: 0, shardCount: 1, intents: 3 };

/** Saves ids, and reads them in a store that was opened after that. */
async function keep(store: IRosterStore, ids: readonly string[]): Promise<string[]> {
	const info: SavedRosterInfo = { status: 'complete', asOf: 0, sequence: 1, sessionId: 'a', size: ids.length };
	const before: IShardStore = await store.open(KEY, console.error);
	const rosters = new Map([['1', { info, block: Buffer.from(ids.join()) }]]);
	await before.commit({ savedAt: 0, session: null, facts: new Map([['1', '{}']]), rosters });
	await before.close();
	const after = await store.open(KEY, console.error);
	const block = await after.read('1');
	await after.close();
	return Buffer.from(block ?? [])
		.toString()
		.split(',');
}

async function main(): Promise<void> {
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
	const { members, metadata } = await service.fetchGuildMembers(client.guilds.cache.first() as Guild);
	const kept = await keep(memoryStore(), await keep(fileStore(`rosters-${process.pid}`), [...members.keys()]));
	console.log(JSON.stringify({ complete: metadata.complete, members: kept.length }));
	await service.close();
	await client.destroy();
	await emulator.stop();
}

void main();
