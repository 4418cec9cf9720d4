import { type Client, Events } from 'discord.js';
import type { Logger } from '../logging/index.js';

/**
 * Says once that a shard has no connection and once that it has one again: discord.js tries twice a second meanwhile.
 *
 * @returns what ends it, before a stop cuts the connections
 */
export function logConnection(client: Client, logger: Logger): () => void {
	const lost = new Set<number>();
	const back = (shardId: number) => {
		if (lost.delete(shardId)) logger.info({ shardId }, 'There is a connection to Discord again');
	};
	const gone = (shardId: number) => {
		if (!lost.has(shardId)) logger.warn({ shardId }, 'There is no connection to Discord; trying again');
		lost.add(shardId);
	};
	client.on(Events.ShardReconnecting, gone);
	client.on(Events.ShardReady, back);
	client.on(Events.ShardResume, back);
	client.on(Events.ShardError, (error, shardId) => logger.warn({ err: error, shardId }, 'The connection failed'));
	return () => void client.off(Events.ShardReconnecting, gone);
}
