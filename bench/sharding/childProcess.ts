import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Client, Events, GatewayIntentBits } from 'discord.js';
import { ClusterClient, getInfo } from 'discord-hybrid-sharding';
import { cacheWithoutMembers, MemberFetchService } from 'rollcall';
import { RosterLink } from 'rollcall/sharding';

// A shard or a cluster of the bot of `npm run bench:sharding`.

/** What one side of a crossing took: the longest stall of its event loop and its CPU time, in ms. */
export interface Effort {
	readonly stallMs: number;
	readonly cpuMs: number;
}

/** What the caller of one crossing has seen. */
export interface Crossing extends Effort {
	readonly ms: number;
	readonly complete: boolean;
	readonly size: number;
	/** The sum of all ids, modulo 2⁶⁴. */
	readonly sum: string;
}

/** The client of a child, with what the bench asks of it. */
export type BenchClient = Client & {
	cross(guildId: string): Promise<Crossing>;
	/** The effort since it was asked last. */
	effort(): Effort;
};

const isCluster = process.env.SHARDING_MANAGER === undefined;
const { SHARD_LIST, TOTAL_SHARDS } = isCluster ? getInfo() : { SHARD_LIST: [], TOTAL_SHARDS: 0 };
const client = new Client({
	intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers],
	makeCache: cacheWithoutMembers(),
	rest: { api: process.env.DISCORD_API_BASE ?? '' },
	...(isCluster && { shards: SHARD_LIST, shardCount: TOTAL_SHARDS }),
});
if (isCluster) {
	const cluster = new ClusterClient(client);
	client.once(Events.ClientReady, () => void cluster.triggerReady());
}
const link = new RosterLink(new MemberFetchService(), client);
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
let cpu = process.cpuUsage();

function effort(): Effort {
	const { user, system } = process.cpuUsage(cpu);
	const stallMs = delay.max / 1e6;
	cpu = process.cpuUsage();
	delay.reset();
	return { stallMs, cpuMs: (user + system) / 1_000 };
}

async function cross(guildId: string): Promise<Crossing> {
	effort();
	const startedAt = performance.now();
	const { roster, metadata } = await link.fetchGuildMembers(guildId);
	const ms = performance.now() - startedAt;
	const spent = effort();
	let sum = 0n;
	for (const id of roster.ids()) sum += BigInt(id);
	return { ...spent, ms, complete: metadata.complete, size: roster.size, sum: String(BigInt.asUintN(64, sum)) };
}

Object.assign(client, { cross, effort });
process.once('disconnect', () => process.exit());
await client.login(process.env.DISCORD_TOKEN);
