import type { IClock } from 'rollcall';
import type { FeedAsk, FeedMessage, IShardFeed } from 'rollcall/stores';
import { listOf } from '../connection/listOf.js';
import type { RedisClient } from '../connection/RedisClient.js';
import type { Ownership } from '../owners/Ownership.js';
import { TELL } from './scripts.js';

/** Tells what changes in a shard through streams of Redis, for as long as this process owns the shard. */
export class RedisFeed implements IShardFeed {
	readonly run: string;
	/** {@inheritDoc IShardFeed.onAsk} */
	onAsk: ((ask: FeedAsk) => void) | undefined;
	/** What to add to monotonic ms for the time of Redis, or less. */
	#offset: number | undefined;

	constructor(
		private readonly redis: RedisClient,
		private readonly base: string,
		private readonly ownership: Ownership,
		private readonly terms: { readonly clock: IClock; readonly expireAfterMs: number },
	) {
		const [name, token] = ownership.proof;
		this.run = `${token}.${name}`;
	}

	/** {@inheritDoc IShardFeed.isOpen} */
	get isOpen(): boolean {
		return this.ownership.isHeld;
	}

	/** {@inheritDoc IShardFeed.timeOf} */
	timeOf(moment: number): number {
		return this.#offset === undefined ? 0 : Math.floor(moment + this.#offset);
	}

	/** {@inheritDoc IShardFeed.send} */
	async send({ number, lookedAt, asOf, guilds, roles, ended }: FeedMessage): Promise<boolean> {
		const lists: (string | number)[] = [...[...guilds].flat(), ...[...roles].flat(), ...ended];
		const head = [number, lookedAt, asOf, this.terms.expireAfterMs, guilds.size, roles.size, ended.length];
		try {
			const answer = await TELL.run(this.redis, [this.base], [...this.ownership.proof, ...head, ...lists]);
			const [isDone, time, asks = []] = listOf(answer);
			// Redis told the time before the answer came, so what is counted from now on is never too late.
			this.#offset = Number(time) - this.terms.clock.now();
			if (isDone !== 1) this.ownership.fence();
			for (const text of listOf(asks)) this.#take(String(text));
			return isDone === 1;
		} catch {
			return false;
		}
	}

	#take(text: string): void {
		const ask = readAsk(text);
		if (ask) this.onAsk?.(ask);
	}
}

/** `undefined` if it is none that this version can read. */
function readAsk(text: string): FeedAsk | undefined {
	try {
		const ask = JSON.parse(text) as Partial<FeedAsk> | null;
		const { id, guildId, isFresh, isLost, savesOnly, until } = ask ?? {};
		if (typeof id !== 'string' || typeof guildId !== 'string' || !/^\d{1,20}$/.test(guildId)) return undefined;
		const flags = { isFresh: isFresh === true, isLost: isLost === true, ...(savesOnly === true && { savesOnly }) };
		return { id, guildId, ...flags, until: Number(until) || 0 };
	} catch {
		return undefined;
	}
}
