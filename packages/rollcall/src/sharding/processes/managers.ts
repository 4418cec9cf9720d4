import type { ChildProcess } from 'node:child_process';
import type { Worker } from 'node:worker_threads';
import type { Shard, ShardingManager } from 'discord.js';
import { invalid } from '../../errors/invalid.js';

/** The used part of a `ClusterManager` of discord-hybrid-sharding. */
export interface ClusterManagerLike {
	readonly clusters: ReadonlyMap<number, object>;
	/** -1 while it is not known. */
	readonly totalShards: number;
	readonly shardList: readonly number[];
}

interface ClusterEvents {
	on(event: 'clusterCreate', listener: (cluster: Cluster) => void): unknown;
	off(event: 'clusterCreate', listener: (cluster: Cluster) => void): unknown;
}

interface Cluster {
	readonly shardList: readonly number[];
	readonly thread: { readonly process: ChildProcess | Worker | null } | null;
	on(event: 'spawn', listener: () => void): unknown;
	off(event: 'spawn', listener: () => void): unknown;
}

/** A shard or a cluster: something that has a process at a time, and shards. */
export interface Slot {
	readonly shards: readonly number[];
	readonly process: ChildProcess | Worker | null;
	/** Calls `listener` for each process that it starts, until the returned function is called. */
	onSpawn(listener: () => void): () => void;
}

/** A manager, whichever package it comes from. */
export interface Slots {
	/** 0 while it is not known. */
	readonly shardCount: number;
	/** The shards that it runs or will run; `undefined` while that is not known. */
	readonly shardList: readonly number[] | undefined;
	all(): Slot[];
	/** Calls `listener` for each new one, until the returned function is called. */
	onCreate(listener: (slot: Slot) => void): () => void;
}

/** @throws MemberFetchError if it is no manager */
export function slotsOf(manager: ShardingManager | ClusterManagerLike): Slots {
	if ((manager as Partial<ShardingManager>)?.shards instanceof Map) return shardsOf(manager as ShardingManager);
	if ((manager as Partial<ClusterManagerLike>)?.clusters instanceof Map)
		return clustersOf(manager as ClusterManagerLike);
	throw invalid('manager', manager, 'a ShardingManager of discord.js or a ClusterManager of discord-hybrid-sharding');
}

function shardsOf(manager: ShardingManager): Slots {
	return {
		get shardCount() {
			return typeof manager.totalShards === 'number' ? manager.totalShards : 0;
		},
		get shardList() {
			return Array.isArray(manager.shardList) ? manager.shardList : undefined;
		},
		all: () => [...manager.shards.values()].map(slotOfShard),
		onCreate(listener) {
			const onShard = (shard: Shard) => listener(slotOfShard(shard));
			manager.on('shardCreate', onShard);
			return () => void manager.off('shardCreate', onShard);
		},
	};
}

function slotOfShard(shard: Shard): Slot {
	return {
		shards: [shard.id],
		get process() {
			return shard.process ?? shard.worker;
		},
		onSpawn(listener) {
			const onSpawn = () => listener();
			shard.on('spawn', onSpawn);
			return () => void shard.off('spawn', onSpawn);
		},
	};
}

function clustersOf(manager: ClusterManagerLike): Slots {
	return {
		get shardCount() {
			return Math.max(0, manager.totalShards);
		},
		get shardList() {
			return manager.shardList.length > 0 ? manager.shardList : undefined;
		},
		all: () => [...manager.clusters.values()].map((cluster) => slotOfCluster(cluster as Cluster)),
		onCreate(listener) {
			const onCluster = (cluster: Cluster) => listener(slotOfCluster(cluster));
			const events = manager as unknown as ClusterEvents;
			events.on('clusterCreate', onCluster);
			return () => void events.off('clusterCreate', onCluster);
		},
	};
}

function slotOfCluster(cluster: Cluster): Slot {
	return {
		get shards() {
			return cluster.shardList;
		},
		get process() {
			return cluster.thread?.process ?? null;
		},
		onSpawn(listener) {
			const onSpawn = () => listener();
			cluster.on('spawn', onSpawn);
			return () => void cluster.off('spawn', onSpawn);
		},
	};
}
