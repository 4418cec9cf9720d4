import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Client, type ClientOptions, Events, GatewayIntentBits, type Guild, version } from 'discord.js';
import { cacheWithoutMembers, MemberFetchService } from 'rollcall';
import type { BotTarget } from '../discord/DiscordCommands.js';
import { startDiscord } from '../discord/startDiscord.js';
import { memoryKept } from '../measuring/memoryKept.js';
import { ArgumentError, readArguments } from './readArguments.js';

// The memory that a fetched guild takes, with and without the members of discord.js: `npm run demo:memory`.

/** Fetches all members, and gives the service that holds them then, if any. */
type Fetch = (guild: Guild) => Promise<MemberFetchService | undefined>;
interface Line {
	readonly name: string;
	readonly options?: Partial<ClientOptions>;
	readonly fetch: Fetch;
}

// So that you can run it without a flag.
setFlagsFromString('--expose-gc');
globalThis.gc = runInNewContext('gc') as NonNullable<typeof globalThis.gc>;

const lean = { makeCache: cacheWithoutMembers() };
const lines: readonly Line[] = [
	{ name: 'discord.js alone, guild.members.fetch()', fetch: fetchByClient },
	{ name: 'rollcall, and the caches of discord.js', fetch: fetchByService },
	{ name: 'rollcall, with cacheWithoutMembers()', options: lean, fetch: fetchByService },
];

async function fetchByClient(guild: Guild): Promise<undefined> {
	await guild.members.fetch();
}

/** The service stays, its answer does not: nobody has read the members. */
async function fetchByService(guild: Guild): Promise<MemberFetchService> {
	const service = new MemberFetchService({ monitoring: { logPerformanceWarnings: false } });
	const { metadata, error } = await service.fetchGuildMembers(guild);
	if (!metadata.complete) throw new Error(error?.message);
	return service;
}

/** Bytes that stay after a fetch, heap and buffers, those of before it left out. */
async function measure(
	{ options, fetch }: Line,
	api: string,
	{ token, guildIds: [guildId = ''] }: BotTarget,
): Promise<number> {
	const intents = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers];
	const client = new Client({ intents, ...options, rest: { api } });
	const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
	await client.login(token);
	await ready;
	const before = await memoryKept();
	const service = await fetch(client.guilds.cache.get(guildId) as Guild);
	const bytes = (await memoryKept()) - before;
	await service?.close();
	await client.destroy();
	return bytes;
}

async function main(): Promise<void> {
	const { members } = readArguments(process.argv.slice(2));
	const discord = startDiscord();
	try {
		const { restUrl, bots } = await discord.ask('start', {
			bots: Array.from({ length: 2 * lines.length }, () => [members]),
		});
		// The first round is thrown away: it compiles the code and fills the pools.
		for (const [index, line] of lines.entries()) await measure(line, restUrl, bots[index] as BotTarget);
		const date = new Date().toISOString().slice(0, 10);
		console.log(
			`${members} members, discord.js ${version}, ${availableParallelism()} cores, Node ${process.version}, ${date}\n`,
		);
		for (const [index, line] of lines.entries()) {
			const bytes = await measure(line, restUrl, bots[lines.length + index] as BotTarget);
			const [mb, each] = [(bytes / 1e6).toFixed(1), Math.round(bytes / members)];
			console.log(`${line.name.padEnd(42)}${mb.padStart(6)} MB ${String(each).padStart(6)} bytes a member`);
		}
	} finally {
		await discord.close();
	}
}

try {
	await main();
} catch (error) {
	process.exitCode = error instanceof ArgumentError ? 2 : 1;
	console.error(error instanceof ArgumentError ? error.message : error);
}
