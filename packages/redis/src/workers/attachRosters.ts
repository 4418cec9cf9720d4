import { RosterWorker } from 'rollcall/workers';
import { NAME, type Rule, readOptions, wholeNumber } from '../connection/readOptions.js';
import { SystemClock } from '../connection/SystemClock.js';
import { ShardKeys } from '../stores/ShardKeys.js';
import { FeedReader } from './FeedReader.js';
import type { WorkerClient } from './WorkerClient.js';

/** Options of {@link attachRosters}: the bot, as its processes know it. */
export interface AttachOptions {
	/** Id of the application; for a bot of these years, that is the id of its user. */
	readonly applicationId: string;
	/** The bits of the intents that the bot identifies with. */
	readonly intents: number;
	/** The number of shards of the bot. @defaultValue 1 */
	readonly shardCount?: number;
	/** Begins every key, as in `redisStore`. @defaultValue 'rollcall' */
	readonly prefix?: string;
	/** How many ms it waits for an answer of Redis. @defaultValue 5000 */
	readonly timeoutMs?: number;
}

const DEFAULTS = { applicationId: '', intents: 0, shardCount: 1, prefix: 'rollcall', timeoutMs: 5_000 };

const ID: Rule = [(value) => typeof value === 'string' && /^\d{1,20}$/.test(value), 'a snowflake as a string'];

const RULES = {
	applicationId: ID,
	intents: wholeNumber(0, Number.MAX_SAFE_INTEGER),
	shardCount: wholeNumber(1, Number.MAX_SAFE_INTEGER),
	prefix: NAME,
	timeoutMs: wholeNumber(10, 60_000),
};

/**
 * Answers questions about the members of a bot's guilds in a process without a gateway: a dashboard, a web API, a job. Its processes
 * save their lists with `redisStore(redis, { publish: true })`. It uses your client as it is, and one more connection like it, which
 * `close()` ends.
 *
 * @example
 * ```ts
 * const rosters = attachRosters(new Redis(process.env.REDIS_URL), { applicationId, intents: 3 });
 * const { roster, metadata } = await rosters.fetchGuildMembers(guildId);
 * ```
 * @throws TypeError if an option is wrong
 */
export function attachRosters(redis: WorkerClient, options: AttachOptions): RosterWorker {
	if (typeof redis?.evalsha !== 'function' || typeof redis.duplicate !== 'function')
		throw new TypeError('attachRosters: expected a client of ioredis.');
	const all = readOptions('attachRosters', RULES, DEFAULTS, options);
	if (all.applicationId === '') throw new TypeError('attachRosters: applicationId: expected a snowflake as a string.');
	const { applicationId, intents, shardCount, prefix, timeoutMs } = all;
	const keys = new ShardKeys(prefix);
	const baseOf = (shardId: number) => keys.base({ applicationId, intents, shardCount, shardId });
	const clock = new SystemClock();
	return new RosterWorker(new FeedReader(redis, { clock, timeoutMs, baseOf }), { shardCount, clock });
}
