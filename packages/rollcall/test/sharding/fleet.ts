import { fileURLToPath } from 'node:url';
import { type Client, ShardingManager } from 'discord.js';
import { ClusterManager } from 'discord-hybrid-sharding';
import type { MemberFetchService } from 'rollcall';
import { type RosterLink, type RosterResult, type ServedRosters, serveRosters } from 'rollcall/sharding';
import { DiscordEmulator } from 'rollcall-emulator';
import { expect, onTestFinished } from 'vitest';

export type Mode = 'process' | 'worker' | 'cluster' | 'cluster, advanced' | 'cluster worker';
/** The client of a child, as `child.mjs` makes it. */
export type ChildClient = Client & { readonly link: RosterLink; readonly service: MemberFetchService };
type Script<Context, Value> = (client: ChildClient, context: Context) => Promise<Value>;

const CHILD = fileURLToPath(new URL('./child.mjs', import.meta.url));
/** discord-hybrid-sharding takes 0 for its default of 7 s. */
const NO_DELAY_MS = 1;

export interface Fleet {
	readonly emulator: DiscordEmulator;
	readonly rosters: ServedRosters;
	/** Guilds of shard 0 and of shard 1. */
	readonly guilds: readonly ReturnType<DiscordEmulator['world']['guild']>[];
	/** Kills the process of a shard as the system would. */
	kill(shard: number, signal?: NodeJS.Signals): void;
	/** Runs a script in one child, by the manager's own messages. */
	inChild<Context, Value>(shard: number, script: Script<Context, Value>, context: Context): Promise<Value>;
}

/** Two shards of a bot, each in a process or thread of its own, started by a real manager. */
export async function aFleet(
	mode: Mode,
	{ members = [1_500, 60], served = 'before', ownerTimeout = 60_000, silenceTimeout = 10_000 } = {},
): Promise<Fleet> {
	const emulator = new DiscordEmulator({
		guilds: members.map((count) => ({ members: count })),
		gateway: { shards: 2 },
	});
	await emulator.start();
	const variables = { ...process.env };
	process.env.DISCORD_API_BASE = emulator.restUrl;
	const manager = managerOf(mode, emulator.token);
	let rosters = served === 'before' ? serveRosters(manager, { ownerTimeout, silenceTimeout }) : undefined;
	onTestFinished(async () => {
		await rosters?.close();
		if (manager instanceof ShardingManager) manager.respawn = false;
		for (const slot of slotsOf(manager)) slot.kill();
		for (const name of Object.keys(process.env)) if (!(name in variables)) delete process.env[name];
		await emulator.stop();
	});
	await manager.spawn({ delay: NO_DELAY_MS, timeout: -1 });
	rosters ??= serveRosters(manager, { ownerTimeout, silenceTimeout });
	return {
		emulator,
		rosters,
		guilds: [...emulator.world.guilds.values()],
		kill(shard, signal = 'SIGKILL') {
			const child = slotsOf(manager)[shard]?.process();
			if (child && 'pid' in child && child.pid !== undefined) process.kill(child.pid, signal);
			else if (child && 'terminate' in child) void child.terminate();
		},
		inChild: (shard, script, context) => inChild(manager, shard, script, context),
	};
}

function managerOf(mode: Mode, token: string): ShardingManager | ClusterManager {
	if (mode === 'process' || mode === 'worker') return new ShardingManager(CHILD, { token, totalShards: 2, mode });
	return new ClusterManager(CHILD, {
		token,
		totalShards: 2,
		totalClusters: 2,
		mode: mode === 'cluster worker' ? 'worker' : 'process',
		...(mode === 'cluster, advanced' && { clusterOptions: { serialization: 'advanced', clusterData: undefined } }),
	});
}

function slotsOf(manager: ShardingManager | ClusterManager) {
	if (manager instanceof ShardingManager) {
		return [...manager.shards.values()].map((shard) => ({
			process: () => shard.process ?? shard.worker,
			kill: () => shard.kill(),
		}));
	}
	return [...manager.clusters.values()].map((cluster) => ({
		process: () => cluster.thread?.process,
		kill: () => cluster.kill({ force: true }),
	}));
}

async function inChild<Context, Value>(
	manager: ShardingManager | ClusterManager,
	shard: number,
	script: Script<Context, Value>,
	context: Context,
): Promise<Value> {
	if (manager instanceof ShardingManager) {
		return (await manager.broadcastEval(script as never, { shard, context } as never)) as Value;
	}
	const [answer] = await manager.broadcastEval(script as never, { cluster: shard, context } as never);
	return answer as Value;
}

/** Every member as they are in the guild, field by field. */
export function expectExact({ roster, metadata }: RosterResult, guild: Fleet['guilds'][number]): void {
	expect(metadata).toMatchObject({ complete: true, totalCount: guild.size });
	expect(roster.size).toBe(guild.size);
	for (const member of guild.members()) expect(roster.get(member.user.id)).toMatchObject(member);
}
