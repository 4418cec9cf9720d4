import type { MemberRequest } from '../interfaces/ITransport.js';

// The only place that reaches behind the public types of @discordjs/ws, as read in the source of 1.2.3 (which discord.js 14
// uses) and 2.0.4. Each use says what it needs, and does without it if a later version or a worker's shard lacks it.

/** `WebSocketShardStatus.Ready`. */
const SHARD_READY = 3;

interface ShardInternals {
	readonly status?: number;
	readonly heartbeatInterval?: { readonly _repeat?: number } | null;
}

/** The used part of a `WebSocketManager` of @discordjs/ws. */
export interface ShardManager {
	fetchStatus(): Promise<ReadonlyMap<number, number>> | ReadonlyMap<number, number>;
	send(shardId: number, payload: { op: 8; d: MemberRequest }): Promise<void> | void;
	/** Knows its shards only if they run in this thread. */
	readonly strategy?: { readonly shards?: ReadonlyMap<number, ShardInternals> };
}

/** The heartbeat interval that HELLO gave the shard, in ms, as the timer of the heartbeats holds it. */
export function heartbeatIntervalOf(manager: ShardManager | undefined, shardId: number): number | undefined {
	return manager?.strategy?.shards?.get(shardId)?.heartbeatInterval?._repeat;
}

/** Whether the shard says that it has a session now; `undefined` if it cannot be asked at once. */
export function isShardReady(manager: ShardManager | undefined, shardId: number): boolean | undefined {
	const status = manager?.strategy?.shards?.get(shardId)?.status;
	return status === undefined ? undefined : status === SHARD_READY;
}

/** The shards that run in this thread. There are none before it connects, or if they run in workers. */
export function shardIdsOf(manager: ShardManager): number[] {
	return [...(manager.strategy?.shards?.keys() ?? [])];
}

/** Whether the manager has dropped the shard, as it does when it is destroyed. */
export function isShardGone(manager: ShardManager, shardId: number): boolean {
	const shards = manager.strategy?.shards;
	return shards !== undefined && !shards.has(shardId);
}

/** Sends op 8, or rejects. If it were sent while a session resumes, it would be kept until a READY that a resume never brings. */
export async function sendMemberRequest(manager: ShardManager, shardId: number, request: MemberRequest): Promise<void> {
	const status = (await manager.fetchStatus()).get(shardId);
	if (status !== SHARD_READY) throw new Error(`shard ${shardId} is not ready`);
	await manager.send(shardId, { op: 8, d: request });
}
