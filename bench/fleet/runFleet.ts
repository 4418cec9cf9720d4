import { Redis } from 'ioredis';
import { RemoteProcess } from '../processes/RemoteProcess.js';
import { FleetSide, type Part } from './FleetSide.js';
import type { OwnRedis } from './startRedis.js';
import type { WorldCommands } from './world/WorldCommands.js';

const SHARDS = 4;
const CALLERS_A_PROCESS = 10;
/** Every change that was told has come by then. */
const SETTLE_MS = 1_500;

/** How large the bot is. */
export interface FleetSize {
	/** Small guilds. */
	readonly guilds: number;
	/** Members of each of the large ones, of which each shard has one. */
	readonly members: number;
}

/** The parts of both sides, and the owner of each shard. */
export interface FleetReport {
	readonly parts: readonly Part[];
	readonly owners: readonly string[];
}

/** Plays the same to both sides, one after the other. */
export async function runFleet(size: FleetSize, redis: OwnRedis, say: (line: string) => void): Promise<FleetReport> {
	const world = new RemoteProcess<WorldCommands>('the emulator', new URL('./world/worldProcess.js', import.meta.url));
	const sizes = Array.from({ length: size.guilds + SHARDS }, (_, n) => (n < SHARDS ? size.members - n : 20 + (n % 80)));
	let sides: FleetSide[] = [];
	let worker: FleetSide | undefined;
	try {
		const { restUrl, bots } = await world.ask('start', { sizes, shards: SHARDS, sides: 2 });
		const terms = { restUrl, redisUrl: redis.url, shardCount: SHARDS };
		const [own, plain] = bots as [(typeof bots)[number], (typeof bots)[number]];
		const script = (name: string) => new URL(`./bots/${name}.js`, import.meta.url);
		const rollcall = new FleetSide('rollcall', script('standaloneProcess'), world, own, terms);
		const discordJs = new FleetSide('discord.js', script('discordJsProcess'), world, plain, terms);
		sides = [rollcall, discordJs];
		worker = new FleetSide('worker', script('workerProcess'), world, own, terms);
		say('Four processes of each bot start.');
		await Promise.all(sides.map((side) => side.start()));
		const owners = await ownersOf(redis.url, own.applicationId);
		for (const owner of owners) say(`  ${owner}`);
		say('40 callers in four processes want the same guild.');
		for (const side of sides) await playCallers(side, side === rollcall);
		say('Every process reads the lists of its shard.');
		for (const side of sides) await playAll(side);
		say('A process without a gateway reads all lists.');
		await worker.startShard(0);
		const all = worker;
		await all.play('a worker without a gateway, every list', async () => [
			await all.process(0).ask('listAll', { guildIds: rollcall.guildIds }),
		]);
		say('The owner of shard 0 is killed. Members come and go, and another process takes over.');
		for (const side of sides) await playTakeover(side, world);
		say('The process of shard 1 is stopped, and started again.');
		for (const side of sides) await playRestart(side, world);
		return { parts: inOrder([...rollcall.parts, ...discordJs.parts, ...all.parts]), owners };
	} finally {
		await Promise.all([...sides, ...(worker ? [worker] : [])].map((side) => side.close()));
		await world.close();
	}
}

/** With discord.js, only the process that has the guild can fetch it, so those of the others are passed on to it. */
async function playCallers(side: FleetSide, everywhere: boolean): Promise<void> {
	const { id: guildId, shardId } = side.largest;
	await side.play('40 callers, one guild', async () => {
		const processes = Array.from({ length: SHARDS }, (_, n) => side.process(everywhere ? n : shardId));
		const asked = processes.map((process) => process.ask('callers', { guildId, count: CALLERS_A_PROCESS }));
		return Promise.all(asked);
	});
}

function playAll(side: FleetSide): Promise<void> {
	return side.play('every list, by its own process', async () => {
		const shards = Array.from({ length: SHARDS }, (_, n) => n);
		const asked = shards.map((n) => side.process(n).ask('listAll', { guildIds: side.guildsOf(n) }));
		return Promise.all(asked);
	});
}

async function playTakeover(side: FleetSide, world: FleetSide['world']): Promise<void> {
	const guildIds = side.guildsOf(0);
	await sleep(SETTLE_MS); // what was read is saved, now and then
	await side.play('kill -9 of an owner, a standby takes over', async () => {
		await side.process(0).close();
		await world.ask('change', { guildIds });
		await side.startShard(0);
		return [await side.process(0).ask('listAll', { guildIds })];
	});
}

async function playRestart(side: FleetSide, world: FleetSide['world']): Promise<void> {
	const guildIds = side.guildsOf(1);
	await side.play('a process is stopped, and started again', async () => {
		await side.process(1).ask('stop', {});
		await side.process(1).close();
		await world.ask('change', { guildIds });
		await side.startShard(1);
		return [await side.process(1).ask('listAll', { guildIds })];
	});
}

/** The parts in their order, the sides of each below each other. */
function inOrder(parts: readonly Part[]): Part[] {
	const names = [...new Set(parts.map(({ part }) => part))];
	return names.flatMap((name) => parts.filter(({ part }) => part === name));
}

/** Who owns what, as Redis has it. */
async function ownersOf(url: string, applicationId: string): Promise<string[]> {
	const redis = new Redis(url);
	try {
		const keys = (await redis.keys(`*{${applicationId}}*:owner`)).sort();
		return await Promise.all(
			keys.map(async (key) => {
				const { by = '', token = '' } = await redis.hgetall(key);
				const shardId = /-(\d+):owner$/.exec(key)?.[1];
				return `shard ${shardId}: owner ${by.slice(0, 8)}, number ${token}`;
			}),
		);
	} finally {
		redis.disconnect();
	}
}

function sleep(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
