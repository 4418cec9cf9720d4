import type { IBotGates } from 'rollcall';
import type { RedisClient } from '../connection/RedisClient.js';
import { StoreLink } from '../connection/StoreLink.js';
import { SystemClock } from '../connection/SystemClock.js';
import { BotGates } from './BotGates.js';
import { Keys } from './Keys.js';
import { type RedisGatesOptions, readGatesOptions } from './RedisGatesOptions.js';
import { RedisTurnStore } from './turns/RedisTurnStore.js';
import { SharedTurns } from './turns/SharedTurns.js';
import { RedisWindowStore } from './windows/RedisWindowStore.js';
import { SharedWindows } from './windows/SharedWindows.js';

/** The gates of {@link redisGates}. */
export interface SharedGates extends IBotGates {
	/** Leaves no timer, and asks Redis no more. Close the services first. */
	close(): void;
}

/**
 * Shares the rate limits of a bot among all its processes, through Redis. Pass the result as `gates` to each service of the
 * process, and the same options in every process. It uses your client as it is, and never closes it.
 *
 * @example
 * ```ts
 * const gates = redisGates(new Redis(process.env.REDIS_URL));
 * const service = new MemberFetchService({}, { gates });
 * ```
 * @throws TypeError if an option is wrong
 */
export function redisGates(redis: RedisClient, options: RedisGatesOptions = {}): SharedGates {
	if (typeof redis?.evalsha !== 'function' || typeof redis.eval !== 'function')
		throw new TypeError('redisGates: expected a client of ioredis.');
	const all = readGatesOptions(options);
	const clock = new SystemClock();
	const keys = new Keys(all.prefix);
	const link = new StoreLink(clock, all.timeoutMs, () => redis.status);
	const windows = new SharedWindows(new RedisWindowStore(redis, keys), link, clock);
	return new BotGates(windows, new SharedTurns(new RedisTurnStore(redis, keys), link, clock, all), link);
}
