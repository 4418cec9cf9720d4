import type { BotGuild, IClock, RestAnswer, RestRoute, RestTurn } from 'rollcall';
import type { StoreLink } from '../../connection/StoreLink.js';
import type { RedisGatesOptions } from '../RedisGatesOptions.js';
import type { RedisTurnStore } from './RedisTurnStore.js';

/** How far ahead a turn may be taken. */
const MOST_AHEAD_MS = 1_000;
/** How often the count of invalid requests is read. */
const COUNT_EVERY_MS = 5_000;
/** Statuses that Discord counts as invalid requests. */
const INVALID: ReadonlySet<number> = new Set([401, 403, 429]);

/** The turns of REST, which all processes of a bot share, and the invalid requests of their address. */
export class SharedTurns {
	#countedAt = Number.NEGATIVE_INFINITY;
	/** Monotonic ms before which the address makes no request. */
	#invalidUntil = Number.NEGATIVE_INFINITY;

	constructor(
		private readonly store: RedisTurnStore,
		private readonly link: StoreLink,
		private readonly clock: IClock,
		private readonly options: Required<RedisGatesOptions>,
	) {}

	async take(guild: BotGuild, route: RestRoute): Promise<RestTurn> {
		const counting = this.#readInvalid();
		const turn = await (this.#blocked ?? this.#turn(guild, route));
		await counting;
		const blocked = this.#blocked;
		if (blocked && turn.isTaken) this.tell(guild, route, { status: 0 });
		return blocked ?? turn;
	}

	tell(guild: BotGuild, route: RestRoute, { status, bucket, retryAfterMs = 0 }: RestAnswer): void {
		void this.link.ask(() => {
			if (retryAfterMs > 0) return this.store.refuse(guild, route, retryAfterMs);
			return bucket && bucket.limit > 0 ? this.store.learn(guild, route, bucket) : this.store.end(guild, route);
		});
		if (INVALID.has(status)) void this.#countInvalid(1);
	}

	/** The turn of everybody while the address has made too many invalid requests. */
	get #blocked(): RestTurn | undefined {
		const waitMs = this.#invalidUntil - this.clock.now();
		return waitMs > 0 ? { isTaken: false, waitMs } : undefined;
	}

	async #turn(guild: BotGuild, route: RestRoute): Promise<RestTurn> {
		const { restPerSecond } = this.options;
		const turn = await this.link.ask(() => this.store.turn(guild, route, restPerSecond, MOST_AHEAD_MS));
		return turn ?? { isTaken: true, waitMs: 0 };
	}

	async #readInvalid(): Promise<void> {
		if (this.clock.now() - this.#countedAt >= COUNT_EVERY_MS) await this.#countInvalid(0);
	}

	async #countInvalid(count: number): Promise<void> {
		const { address, invalidRequests } = this.options;
		this.#countedAt = this.clock.now();
		const waitMs = await this.link.ask(() => this.store.countInvalid(address, count, invalidRequests));
		if (waitMs !== undefined) this.#invalidUntil = this.clock.now() + waitMs;
	}
}
