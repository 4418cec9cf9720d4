import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { ShardingManager } from 'discord.js';
import { ClusterManager } from 'discord-hybrid-sharding';
import { serveRosters } from 'rollcall/sharding';
import { DiscordEmulator } from 'rollcall-emulator';
import type { BenchClient, Crossing, Effort } from './childProcess.js';

/** How processes or threads are started, and what their channel carries. */
export const MODES = ['process', 'worker', 'cluster', 'cluster, advanced', 'cluster worker'] as const;
export type Mode = (typeof MODES)[number];

/** Medians of all rounds. Of the stalls, each is the longest of its round. */
export interface ShardingCost {
	readonly ms: number;
	readonly stallMs: Readonly<Record<'caller' | 'parent' | 'owner', number>>;
	/** Of all processes together; in threads, that of the one process. */
	readonly cpuMs: number;
}

const CHILD = fileURLToPath(new URL('./childProcess.js', import.meta.url));
type Script<Value> = (client: BenchClient, context: { guildId: string }) => Value | Promise<Value>;

/** Has one process ask for a guild that another one holds, again and again, and checks each answer. */
export async function runSharding(mode: Mode, members: number, rounds: number): Promise<ShardingCost> {
	const emulator = new DiscordEmulator({ guilds: [{ members }], gateway: { shards: 2 } });
	await emulator.start();
	process.env.DISCORD_API_BASE = emulator.restUrl;
	const { manager, inChild, stop } = start(mode, emulator.token);
	const rosters = serveRosters(manager);
	await manager.spawn({ delay: 1, timeout: -1 });
	const guild = emulator.world.guild();
	const context = { guildId: guild.id };
	await rosters.countMembers(guild.id, {}, { require: 'complete' });
	await inChild(1, (client) => client.effort(), context);
	let sum = 0n;
	for (const { user } of guild.members()) sum += BigInt(user.id);
	const wanted = { complete: true, size: guild.size, sum: String(BigInt.asUintN(64, sum)) };
	const delay = monitorEventLoopDelay({ resolution: 1 });
	delay.enable();
	const costs: ShardingCost[] = [];
	for (let round = 0; round < rounds; round++) {
		await inChild(0, (client) => client.effort(), context);
		await new Promise((resolve) => setTimeout(resolve, 200)); // nobody has anything left to do
		delay.reset();
		const startedAt = process.cpuUsage();
		const crossing = await inChild<Crossing>(1, (client, { guildId }) => client.cross(guildId), context);
		const own = process.cpuUsage(startedAt);
		const parentStall = delay.max / 1e6;
		const owner = await inChild<Effort>(0, (client) => client.effort(), context);
		const { complete, size, sum: found } = crossing;
		if (JSON.stringify({ complete, size, sum: found }) !== JSON.stringify(wanted))
			throw new Error(`${mode}: a wrong answer`);
		const ownMs = (own.user + own.system) / 1_000;
		const isThreads = mode.endsWith('worker');
		costs.push({
			ms: crossing.ms,
			stallMs: { caller: crossing.stallMs, parent: parentStall, owner: owner.stallMs },
			cpuMs: isThreads ? ownMs : ownMs + crossing.cpuMs + owner.cpuMs,
		});
	}
	await rosters.close();
	stop();
	await emulator.stop();
	const medianOf = (of: (cost: ShardingCost) => number) => costs.map(of).sort((a, b) => a - b)[costs.length >> 1] ?? 0;
	return {
		ms: medianOf(({ ms }) => ms),
		stallMs: {
			caller: medianOf(({ stallMs }) => stallMs.caller),
			parent: medianOf(({ stallMs }) => stallMs.parent),
			owner: medianOf(({ stallMs }) => stallMs.owner),
		},
		cpuMs: medianOf(({ cpuMs }) => cpuMs),
	};
}

function start(mode: Mode, token: string) {
	for (const name of ['SHARDING_MANAGER', 'SHARDING_MANAGER_MODE', 'CLUSTER_MANAGER', 'CLUSTER_MANAGER_MODE']) {
		delete process.env[name];
	}
	if (mode === 'process' || mode === 'worker') {
		const manager = new ShardingManager(CHILD, { token, totalShards: 2, mode, respawn: false });
		return {
			manager,
			stop: () => [...manager.shards.values()].forEach((shard) => void shard.kill()),
			inChild: async <Value>(shard: number, script: Script<Value>, context: { guildId: string }) =>
				(await manager.broadcastEval(script as never, { shard, context } as never)) as Value,
		};
	}
	const manager = new ClusterManager(CHILD, {
		token,
		totalShards: 2,
		totalClusters: 2,
		respawn: false,
		mode: mode === 'cluster worker' ? 'worker' : 'process',
		...(mode === 'cluster, advanced' && { clusterOptions: { serialization: 'advanced', clusterData: undefined } }),
	});
	return {
		manager,
		stop: () => [...manager.clusters.values()].forEach((cluster) => void cluster.kill({ force: true })),
		inChild: async <Value>(cluster: number, script: Script<Value>, context: { guildId: string }) => {
			const answers = await manager.broadcastEval(script as never, { cluster, context } as never);
			return (answers as unknown as Value[])[0] as Value;
		},
	};
}
