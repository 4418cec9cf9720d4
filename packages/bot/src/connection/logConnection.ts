import { type Client, type CloseEvent, Events } from 'discord.js';
import { type Clock, systemClock } from '../clock/index.js';
import type { Logger } from '../logging/index.js';
import { AwayShards } from './AwayShards.js';
import { describeCode, LastCloses } from './LastCloses.js';

/**
 * Logs once that a shard has no connection, with the close code, and once that it has one again, although discord.js
 * tries twice a second. If it stays away, that is an error line at most every five minutes. `mayReconnect` is false if
 * Discord does not take it back.
 *
 * @returns a function that ends the logging, before a stop cuts the connections
 */
export function logConnection(client: Client, logger: Logger, clock: Clock = systemClock): () => void {
	const closes = new LastCloses(client);
	const away = new AwayShards(clock, logger);
	const back = (isResumed: boolean) => (shardId: number) => {
		closes.take(shardId);
		const was = away.return(shardId);
		if (was) logger.info({ shardId, isResumed, ...was }, 'The connection to Discord is back');
	};
	const gone = (shardId: number) => {
		const close = closes.take(shardId);
		if (away.lose(shardId, close))
			logger.warn({ shardId, ...close, mayReconnect: true }, 'The connection to Discord is lost; trying again');
	};
	const ended = ({ code }: CloseEvent, shardId: number) => {
		away.return(shardId);
		logger.error({ shardId, ...describeCode(code), mayReconnect: false }, 'Discord closed the connection for good');
	};
	const failed = (error: Error, shardId: number) => {
		if (!away.noteFailure(shardId, error)) logger.warn({ err: error, shardId }, 'The connection failed');
	};
	client.on(Events.ShardReconnecting, gone);
	client.on(Events.ShardDisconnect, ended);
	client.on(Events.ShardReady, back(false));
	client.on(Events.ShardResume, back(true));
	client.on(Events.ShardError, failed);
	return () => {
		client.off(Events.ShardReconnecting, gone);
		client.off(Events.ShardDisconnect, ended);
		away.stop();
	};
}
