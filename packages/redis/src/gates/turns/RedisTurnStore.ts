import type { BotGuild, RestAnswer, RestRoute, RestTurn } from 'rollcall';
import { listOf } from '../../connection/listOf.js';
import type { RedisClient } from '../../connection/RedisClient.js';
import type { Keys } from '../Keys.js';
import { END, INVALID, LEARN, REFUSE, TURN } from './scripts.js';

/** A bucket of REST, as an answer describes it. */
export type Bucket = NonNullable<RestAnswer['bucket']>;

/** The turns of REST in Redis. Each method is one round trip, and rejects if there is no answer. */
export class RedisTurnStore {
	constructor(
		private readonly redis: RedisClient,
		private readonly keys: Keys,
	) {}

	/** Takes a turn within `perSecond` and the bucket of the route, if one begins within `mostMs`. */
	async turn(guild: BotGuild, route: RestRoute, perSecond: number, mostMs: number): Promise<RestTurn> {
		const keys = [this.keys.turns(guild.botId), ...this.#keysOf(guild, route)];
		const [isTaken, waitMs] = listOf(await TURN.run(this.redis, keys, [perSecond, mostMs, route === 'pages' ? 1 : 0]));
		return { isTaken: isTaken === 1, waitMs: Number(waitMs) };
	}

	/** A request that had its turn was answered, with nothing about its bucket. */
	async end(guild: BotGuild, route: RestRoute): Promise<void> {
		await END.run(this.redis, this.#keysOf(guild, route));
	}

	/** A request that had its turn was answered, with this about its bucket. */
	async learn(guild: BotGuild, route: RestRoute, bucket: Bucket): Promise<void> {
		const args = [bucket.limit, bucket.remaining, Math.ceil(bucket.resetAfterMs)];
		await LEARN.run(this.redis, this.#keysOf(guild, route), args);
	}

	/** A request that had its turn was refused for `ms`. */
	async refuse(guild: BotGuild, route: RestRoute, ms: number): Promise<void> {
		await REFUSE.run(this.redis, this.#keysOf(guild, route), [Math.ceil(ms)]);
	}

	/** Counts invalid requests of an address, and returns in how many ms there are fewer than `most` in ten minutes; 0: there are. */
	async countInvalid(address: string, count: number, most: number): Promise<number> {
		return Number(await INVALID.run(this.redis, [this.keys.invalid(address)], [count, most]));
	}

	#keysOf({ botId, guildId }: BotGuild, route: RestRoute): [bucket: string, open: string] {
		return [this.keys.bucket(botId, guildId, route), this.keys.open(botId, guildId, route)];
	}
}
