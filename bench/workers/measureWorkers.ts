import { Redis } from 'ioredis';
import { startRedis } from '../fleet/startRedis.js';
import { RemoteProcess } from '../processes/RemoteProcess.js';
import { withProcess } from '../processes/withProcess.js';
import { describeSetting } from '../reporting/describeSetting.js';
import type { SavedTarget, WorldCommands } from '../restart/WorldCommands.js';
import { WrongAnswer } from '../rounds/WrongAnswer.js';
import { bytesIn, LongestCommand, versionOf } from './inRedis.js';
import type { OwnerCommands, WorkerCommands } from './OwnerCommands.js';
import type { WorkersReport } from './WorkersReport.js';

const ATTACHES = 5;
const HOT_READS = 2_000;
const PER_SECOND = 200;

type World = RemoteProcess<WorldCommands>;
type Owner = RemoteProcess<OwnerCommands>;
type Worker = RemoteProcess<WorkerCommands>;

const startWorld = (): World => new RemoteProcess('the emulator', script('../restart/worldProcess.js'));
const startOwner = (): Owner => new RemoteProcess('the bot', script('./ownerProcess.js'));
const startWorker = (): Worker => new RemoteProcess('the worker', script('./workerProcess.js'));

/**
 * Has a bot save its lists in Redis, and workers read them.
 *
 * @throws WrongAnswer if a list is not that of the world
 */
export async function measureWorkers(
	{ guilds, members, seconds }: { readonly guilds: number; readonly members: number; readonly seconds: number },
	tell: (line: string) => void,
): Promise<WorkersReport> {
	const server = await startRedis('');
	const redis = new Redis(server.url);
	const world = startWorld();
	try {
		const target = await world.ask('start', { guilds, members });
		tell(`the world has ${guilds} guilds`);
		const given = { target, redisUrl: server.url };
		const saved = await withProcess(startOwner(), (owner) => save(owner, redis, given, tell));
		const read = await withProcess(startOwner(), (owner) => publish({ world, owner, redis, seconds }, given, tell));
		const setting = describeSetting(['service-standalone']);
		return { setting, redis: await versionOf(redis), guilds, members, perSecond: PER_SECOND, ...saved, ...read };
	} finally {
		await world.close();
		redis.disconnect();
		await server.stop();
	}
}

interface Given {
	readonly target: SavedTarget;
	readonly redisUrl: string;
}

async function save(owner: Owner, redis: Redis, given: Given, tell: (line: string) => void) {
	const { unproven } = await owner.ask('prove', given);
	if (unproven.length > 0) throw new Error(`${unproven.length} guilds could not be proven: ${unproven[0]}`);
	tell('all lists are there');
	const longest = await LongestCommand.watch(redis);
	const { ms: saveMs } = await owner.ask('save', {});
	const heldMs = await longest.ms();
	const bytes = await bytesIn(redis);
	tell(`saved after ${Math.round(saveMs)} ms`);
	await owner.ask('stop', {});
	return { saveMs, heldMs, bytes };
}

async function publish(
	{ world, owner, redis, seconds }: { world: World; owner: Owner; redis: Redis; seconds: number },
	given: Given,
	tell: (line: string) => void,
) {
	const longest = await LongestCommand.watch(redis);
	await owner.ask('publish', given);
	const heldAgainMs = await longest.ms();
	tell('the bot goes on and tells what changes');
	const changing = await world.ask('largestMembers', {});
	const attachMs: number[] = [];
	const attach = async (worker: Worker) => {
		const { ms, ...list } = await worker.ask('attach', { ...given, changing });
		await check(world, list);
		attachMs.push(ms);
		return list.members;
	};
	for (let count = 1; count < ATTACHES; count++) await withProcess(startWorker(), attach);
	return withProcess(startWorker(), async (worker) => {
		const largest = await attach(worker);
		tell('workers have attached');
		// While Redis answers nobody, only what needs no round trip is read.
		await redis.client('PAUSE', 1_000);
		const hot = await worker.ask('readHot', { reads: HOT_READS });
		await redis.ping();
		const changes = PER_SECOND * seconds;
		const watched = worker.ask('watch', { changes });
		await world.ask('changeEvenly', { perSecond: PER_SECOND, seconds });
		const { lags } = await watched;
		await check(world, await worker.ask('digest', {}));
		return { heldAgainMs, attachMs, largest, hot, lags };
	});
}

async function check(world: World, given: { readonly members: number; readonly digest: string }): Promise<void> {
	const truth = await world.ask('largestTruth', {});
	if (given.digest !== truth.digest)
		throw new WrongAnswer(`The worker has ${given.members} members and the world ${truth.members}, or fields differ.`);
}

function script(path: string): URL {
	return new URL(path, import.meta.url);
}
