import type { CancelTimer, IClock } from 'rollcall';
import type { FeedAsk, FeedPlace, IFeedReader, LoadedGuild, ReadMessage } from 'rollcall/workers';
import { inTime } from '../connection/inTime.js';
import { listOf } from '../connection/listOf.js';
import { readRoster } from '../stores/SavedState.js';
import { sumOf } from '../stores/sumOf.js';
import { ASK, LOOK, SEGMENTS } from '../streams/scripts.js';
import { entryId, messageOf } from './entries.js';
import { StreamWatch } from './StreamWatch.js';
import type { WorkerClient } from './WorkerClient.js';

/** So often it asks for the time. */
const TIME_MS = 2_000;
/** Entries of one answer: the next one waits until other work had its turn. */
const PAGE = 512;

/** How a reader uses Redis. */
export interface ReaderTerms {
	readonly clock: IClock;
	readonly timeoutMs: number;
	/** The base of the keys of a shard. */
	readonly baseOf: (shardId: number) => string;
}

/** Reads what owners have saved in Redis, and what they tell. */
export class FeedReader implements IFeedReader {
	readonly #watch: StreamWatch;
	/** What to add to monotonic ms for the time of Redis, or more. */
	#offset: number | undefined;
	/** The checksums of blocks that were looked up. */
	readonly #sums = new Map<string, string>();
	#cancel: CancelTimer | undefined;
	#isClosed = false;

	constructor(
		private readonly redis: WorkerClient,
		private readonly terms: ReaderTerms,
	) {
		this.#watch = new StreamWatch(terms.clock, () => redis.duplicate());
	}

	/** {@inheritDoc IFeedReader.now} */
	now(): number | undefined {
		return this.#offset === undefined ? undefined : Math.ceil(this.terms.clock.now() + this.#offset);
	}

	/** {@inheritDoc IFeedReader.load} */
	async load(shardId: number, guildId: string): Promise<LoadedGuild | undefined> {
		if (this.#offset === undefined) await this.#askTime();
		const answer = await this.#wait(LOOK.run(this.redis, [this.terms.baseOf(shardId)], [guildId]));
		const [text, roles, run, number] = listOf(answer) as readonly (string | null)[];
		const roster = typeof text === 'string' ? readRoster(text) : undefined;
		if (!roster) return undefined;
		const { info, block, sum } = roster;
		this.#sums.set(guildId, sum);
		return { info, block, roles: roles ?? undefined, head: placeOf(run, number) };
	}

	/** {@inheritDoc IFeedReader.read} */
	async read(shardId: number, guildId: string, block: string): Promise<Uint8Array | undefined> {
		const sum = this.#sums.get(guildId);
		this.#sums.delete(guildId);
		const bytes = await this.#wait(this.redis.getBuffer(`${this.terms.baseOf(shardId)}:block:${block}`));
		return bytes && (await sumOf(guildId, bytes)) === sum ? bytes : undefined;
	}

	/** {@inheritDoc IFeedReader.history} */
	async history(shardId: number, from: FeedPlace): Promise<readonly ReadMessage[]> {
		const base = this.terms.baseOf(shardId);
		const messages: ReadMessage[] = [];
		for (let slot = 0; slot < SEGMENTS; slot++) {
			for (let start = entryId(from); ; ) {
				const page = await this.#wait(this.redis.call('XRANGE', `${base}:feed:${slot}`, start, '+', 'COUNT', PAGE));
				const entries = listOf(page);
				for (const entry of entries) {
					const message = messageOf(entry);
					if (message) messages.push(message);
				}
				const last = messages.at(-1);
				if (entries.length < PAGE || !last) break;
				start = `(${entryId(last)}`;
			}
		}
		return messages.sort((a, b) => a.number - b.number);
	}

	/** {@inheritDoc IFeedReader.head} */
	async head(shardId: number): Promise<FeedPlace | undefined> {
		if (this.#offset === undefined) await this.#askTime();
		const answer = await this.#wait(LOOK.run(this.redis, [this.terms.baseOf(shardId)], ['']));
		const [, , run, number] = listOf(answer) as readonly (string | null)[];
		return placeOf(run, number);
	}

	/** {@inheritDoc IFeedReader.follow} */
	follow(shardId: number, after: FeedPlace, hear: (message: ReadMessage) => void): void {
		this.#watch.follow(this.terms.baseOf(shardId), after, hear);
	}

	/** {@inheritDoc IFeedReader.unfollow} */
	unfollow(shardId: number): void {
		this.#watch.unfollow(this.terms.baseOf(shardId));
	}

	/** {@inheritDoc IFeedReader.ask} */
	async ask(shardId: number, ask: FeedAsk): Promise<void> {
		await this.#wait(ASK.run(this.redis, [this.terms.baseOf(shardId)], [JSON.stringify(ask)]));
	}

	/** {@inheritDoc IFeedReader.close} */
	async close(): Promise<void> {
		this.#isClosed = true;
		this.#cancel?.();
		this.#watch.close();
	}

	/** Redis told its time after it was asked, so what is counted from there is never too early. */
	async #askTime(): Promise<void> {
		const { clock } = this.terms;
		const askedAt = clock.now();
		const [seconds, micros] = listOf(await this.#wait(this.redis.call('TIME')));
		this.#offset = Number(seconds) * 1_000 + Number(micros) / 1_000 - askedAt;
		if (this.#cancel || this.#isClosed) return;
		const again = () => {
			this.#cancel = clock.setTimer(TIME_MS, () => {
				void this.#askTime()
					.catch(() => {}) // the time is counted on, and later answers correct it
					.then(() => this.#isClosed || again());
			});
		};
		again();
	}

	#wait<T>(answer: Promise<T>): Promise<T> {
		return inTime(this.terms.clock, this.terms.timeoutMs, answer);
	}
}

function placeOf(run: string | null | undefined, number: string | null | undefined): FeedPlace | undefined {
	return run && number ? { run, number: Number(number) } : undefined;
}
