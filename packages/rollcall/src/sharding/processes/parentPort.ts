import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { ILinkPort } from '../wire/ILinkPort.js';
import { ForkPort } from './ForkPort.js';
import { ThreadPort } from './ThreadPort.js';

/** Whether the variables are those of a shard of discord.js, or of a cluster of discord-hybrid-sharding. */
function isChild(variables: Readonly<Record<string, unknown>>): boolean {
	const { SHARDING_MANAGER, SHARDS, CLUSTER_MANAGER, CLUSTER } = variables;
	const isShard = SHARDING_MANAGER !== undefined && SHARDS !== undefined;
	return isShard || (CLUSTER_MANAGER !== undefined && /^\d+$/.test(String(CLUSTER)));
}

/**
 * The channel to the manager that has started this process or thread; `undefined` if none has. A process can have a parent
 * of another kind, such as a process manager, which gets no messages.
 */
export function portToParent(): ILinkPort | undefined {
	if (!isMainThread) {
		const data: unknown = workerData;
		const isOurs = typeof data === 'object' && data !== null && isChild(data as Record<string, unknown>);
		return isOurs && parentPort ? new ThreadPort(parentPort) : undefined;
	}
	return isChild(process.env) && process.send ? new ForkPort(process) : undefined;
}
