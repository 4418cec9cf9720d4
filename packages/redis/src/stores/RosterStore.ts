import type { IRosterStore, IShardStore, ShardKey } from 'rollcall/stores';
import { inTime } from '../connection/inTime.js';
import { listOf } from '../connection/listOf.js';
import type { RedisClient } from '../connection/RedisClient.js';
import { Ownership, type OwnershipTerms } from '../owners/Ownership.js';
import { FREE } from '../owners/scripts.js';
import { RedisFeed } from '../streams/RedisFeed.js';
import { RedisShard } from './RedisShard.js';
import { NOTHING } from './SavedState.js';
import { checkKey, isOfRun, nameOf, type ShardKeys } from './ShardKeys.js';
import { type PlaceTerms, ShardPlace } from './ShardPlace.js';
import { NAMES, NOTE, REMOVE, UNNOTE } from './scripts.js';
import { toStoreError } from './toStoreError.js';

/** Keeps what shards save in Redis. */
export class RosterStore implements IRosterStore {
	constructor(
		private readonly redis: RedisClient,
		private readonly keys: ShardKeys,
		private readonly terms: OwnershipTerms & PlaceTerms & { readonly publish?: boolean },
	) {}

	/** {@inheritDoc IRosterStore.open} */
	async open(key: ShardKey, warn: (line: string) => void): Promise<IShardStore> {
		checkKey(key);
		const base = this.keys.base(key);
		const place = new ShardPlace(this.redis, base, this.terms);
		const ownership = await Ownership.take(this.redis, base, this.terms, (answer) => this.#wait(answer));
		try {
			const state = await place.load();
			const gone = await place.touch([...state.rosters.values()].map(({ block }) => block));
			if (gone.size > 0)
				warn(`Redis has lost the blocks of ${gone.size} guilds of shard ${key.shardId}: they are left aside.`);
			if (state === NOTHING) await this.#warnOfOthers(key, warn);
			const rosters = new Map([...state.rosters].filter(([, { block }]) => !gone.has(block)));
			const { redis, terms } = this;
			const feed = ownership && terms.publish ? new RedisFeed(redis, base, ownership, terms) : undefined;
			return new RedisShard(place, ownership, { ...state, rosters }, () => this.#onFirst(key), feed);
		} catch (error) {
			await ownership?.release().catch(() => {}); // the lease ends by itself
			throw toStoreError(error, 'The shard could not be opened');
		}
	}

	/** {@inheritDoc IRosterStore.isFree} */
	async isFree(key: ShardKey): Promise<boolean> {
		return (await this.#wait(FREE.run(this.redis, [this.keys.base(key)]))) === 1;
	}

	/** What was saved by others is never read; one line says that it is there. */
	async #warnOfOthers({ applicationId, ...key }: ShardKey, warn: (line: string) => void): Promise<void> {
		const shards = await this.#names(this.keys.shards(applicationId));
		const bots = await this.#names(this.keys.bots);
		const others = shards.filter((name) => !isOfRun(name, { applicationId, ...key })).length;
		const otherBots = bots.filter((bot) => bot !== applicationId).length;
		if (others + otherBots > 0)
			warn(
				`Redis has ${others} shards of this bot with another shard count or other intents, and ${otherBots} other bots: they are left aside.`,
			);
	}

	/** A bot that comes back with another shard count or other intents never reads what it saved before. */
	async #onFirst(key: ShardKey): Promise<void> {
		const { applicationId } = key;
		const list = this.keys.shards(applicationId);
		await NOTE.run(this.redis, [this.keys.bots], [this.terms.expireAfterMs, applicationId]);
		await NOTE.run(this.redis, [list], [this.terms.expireAfterMs, nameOf(key)]);
		for (const name of await this.#names(list)) {
			if (isOfRun(name, key)) continue;
			const base = this.keys.baseOf(applicationId, name);
			let removed: unknown = 2;
			while (removed === 2) removed = await REMOVE.run(this.redis, [base]);
			if (removed === 1) await UNNOTE.run(this.redis, [list], [name]);
		}
	}

	async #names(list: string): Promise<string[]> {
		return listOf(await this.#wait(NAMES.run(this.redis, [list]))).map(String);
	}

	#wait<T>(answer: Promise<T>): Promise<T> {
		return inTime(this.terms.clock, this.terms.timeoutMs, answer).catch((error: unknown) => {
			throw toStoreError(error, 'The shard could not be opened');
		});
	}
}
