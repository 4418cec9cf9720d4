import { type Client, type CloseEvent, Events } from 'discord.js';
import type { Logger } from '../logging/index.js';
import { describeCode, LastCloses } from './LastCloses.js';

/**
 * Logs once that a shard has no connection, with the close code, and once that it has one again, although discord.js
 * tries twice a second. `mayReconnect` is false if Discord does not take it back.
 *
 * @returns a function that ends the logging, before a stop cuts the connections
 */
export function logConnection(client: Client, logger: Logger): () => void {
	const lost = new Set<number>();
	const closes = new LastCloses(client);
	const back = (isResumed: boolean) => (shardId: number) => {
		closes.take(shardId);
		if (lost.delete(shardId)) logger.info({ shardId, isResumed }, 'The connection to Discord is back');
	};
	const gone = (shardId: number) => {
		const facts = { shardId, ...closes.take(shardId), mayReconnect: true };
		if (!lost.has(shardId)) logger.warn(facts, 'The connection to Discord is lost; trying again');
		lost.add(shardId);
	};
	const ended = ({ code }: CloseEvent, shardId: number) =>
		logger.error({ shardId, ...describeCode(code), mayReconnect: false }, 'Discord closed the connection for good');
	client.on(Events.ShardReconnecting, gone);
	client.on(Events.ShardDisconnect, ended);
	client.on(Events.ShardReady, back(false));
	client.on(Events.ShardResume, back(true));
	client.on(Events.ShardError, (error, shardId) => logger.warn({ err: error, shardId }, 'The connection failed'));
	return () => {
		client.off(Events.ShardReconnecting, gone);
		client.off(Events.ShardDisconnect, ended);
	};
}
