import type { IRosterStore } from 'rollcall/stores';
import type { RedisClient } from '../connection/RedisClient.js';
import { NAME, readOptions, wholeNumber } from '../connection/readOptions.js';
import { SystemClock } from '../connection/SystemClock.js';
import { RosterStore } from './RosterStore.js';
import { ShardKeys } from './ShardKeys.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Options of {@link redisStore}. Pass the same ones in every process of the bot. */
export interface RedisStoreOptions {
	/** Begins every key. @defaultValue 'rollcall' */
	readonly prefix?: string;
	/**
	 * How many ms a process that is not heard of keeps its shards, so that no other process saves them. After a crash, the next
	 * process waits for so long when it opens them. @defaultValue 6000
	 */
	readonly leaseMs?: number;
	/** What nobody has opened or saved for so many ms goes. @defaultValue 30 days */
	readonly expireAfterMs?: number;
	/** How many ms it waits for an answer of Redis. @defaultValue 5000 */
	readonly timeoutMs?: number;
	/** Tell what changes to workers, which `attachRosters` makes: a message a second, and one for what changes. @defaultValue false */
	readonly publish?: boolean;
}

const DEFAULTS = { prefix: 'rollcall', leaseMs: 6_000, expireAfterMs: 30 * DAY_MS, timeoutMs: 5_000, publish: false };

const RULES = {
	prefix: NAME,
	leaseMs: wholeNumber(100, 10 * MINUTE_MS),
	expireAfterMs: wholeNumber(MINUTE_MS, 365 * DAY_MS),
	timeoutMs: wholeNumber(10, MINUTE_MS),
	publish: [(value: unknown) => typeof value === 'boolean', 'true or false'] as const,
};

/**
 * A store in Redis: rosters survive the machine, and each shard has one writer. Pass it as `store` to the service. It uses your
 * client as it is, and never closes it.
 *
 * @example
 * ```ts
 * const store = redisStore(new Redis(process.env.REDIS_URL));
 * ```
 * @throws TypeError if an option is wrong
 */
export function redisStore(redis: RedisClient, options: RedisStoreOptions = {}): IRosterStore {
	if (typeof redis?.evalsha !== 'function' || typeof redis.getBuffer !== 'function')
		throw new TypeError('redisStore: expected a client of ioredis.');
	const { prefix, ...terms } = readOptions('redisStore', RULES, DEFAULTS, options);
	return new RosterStore(redis, new ShardKeys(prefix), { clock: new SystemClock(), ...terms });
}
