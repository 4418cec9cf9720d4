import { because } from '../errors/because.js';
import { ownerLost } from '../errors/links.js';
import type { MemberFetchError } from '../errors/MemberFetchError.js';
import type { CancelTimer, IClock } from '../interfaces/IClock.js';
import type { FeedPlace, IFeedReader } from '../interfaces/IFeedReader.js';
import type { ReadMessage } from '../interfaces/IShardFeed.js';
import type { GuildNews } from '../saved/GuildNews.js';
import { CopyLoader } from './CopyLoader.js';
import { GuildCopy } from './GuildCopy.js';
import { LostBlocks } from './LostBlocks.js';
import { OwnerQuestions } from './OwnerQuestions.js';

/** An owner says something each second. After this silence nothing it has told is vouched for. */
export const LONGEST_SILENCE_MS = 5_000;
/** An owner cannot know of a later moment than this process does. More than this, and one of them knows the wrong time. */
const MOST_AHEAD_MS = 2_000;
const LOOK_MS = 1_000;
/** Former members are swept out of the rows so often. */
const SWEEP_MS = 20_000;
/** A copy that nobody has asked for so long goes. */
const IDLE_MS = 10 * 60_000;

/** The copies of guilds of one shard, and what its owner tells. */
export class ShardCopies {
	readonly #copies = new Map<string, GuildCopy>();
	readonly #loader: CopyLoader;
	readonly #questions: OwnerQuestions;
	readonly #lost: LostBlocks;
	/** How often messages were missed. */
	gapCount = 0;
	readonly #waiting = new Set<() => void>();
	/** The last message that has come with all those before it. */
	#place: FeedPlace | undefined;
	/** Of the last message that says so. */
	#lookedAt = 0;
	/** Monotonic ms at which it came. */
	#heardAt = 0;
	#asOf = 0;
	#trouble: string | undefined;
	#sweptAt: number;
	#cancel: CancelTimer | undefined;
	#isLooking = false;
	#isClosed = false;

	constructor(
		private readonly reader: IFeedReader,
		private readonly shardId: number,
		private readonly clock: IClock,
	) {
		this.#sweptAt = clock.now();
		const shared = { reader, shardId, clock };
		const onTrouble = (error: unknown) => this.#noteTrouble(error);
		this.#questions = new OwnerQuestions({
			...shared,
			follow: (head) => {
				if (this.#place?.run !== head.run) this.#begin(head);
			},
			onAsked: () => this.#pulse(),
			onTrouble,
		});
		this.#loader = new CopyLoader({
			...shared,
			place: () => this.#place,
			isKept: (copy) => this.#copies.get(copy.guildId) === copy,
			begin: (place) => this.#begin(place),
			hear: (message) => this.#hear(message),
			onAnswer: () => {
				this.#trouble = undefined;
			},
			onTrouble,
			onRead: (copy) => this.#noteRead(copy),
		});
		this.#lost = new LostBlocks(clock, (guildId) =>
			this.#questions.ask({ guildId, isFresh: false, isLost: true, savesOnly: true }, LONGEST_SILENCE_MS),
		);
	}

	/** Lists that were read. */
	get readCount(): number {
		return this.#loader.readCount;
	}

	/** The copies. */
	all(): Iterable<GuildCopy> {
		return this.#copies.values();
	}

	/** Unix ms by the clock of the store, up to which the gateway had told everything to the owner. */
	get asOf(): number {
		return this.#asOf;
	}

	/** Unix ms by the clock of the store, of the last look of the owner that the messages vouch for. */
	get lookedAt(): number {
		return this.#lookedAt;
	}

	/** Why nothing that the owner has told is vouched for; `undefined` if it is. */
	get doubt(): string | undefined {
		const now = this.reader.now();
		if (now === undefined || this.#lookedAt === 0) return this.#trouble ?? because('ownerUnheard');
		// If the clock of the store is put back, an old message looks like a new one.
		const ageMs = Math.max(now - this.#lookedAt, this.clock.now() - this.#heardAt);
		if (ageMs <= LONGEST_SILENCE_MS && ageMs >= -MOST_AHEAD_MS) return undefined;
		return this.#trouble ?? because('ownerSilent', { ms: ageMs });
	}

	/** Why the store cannot be read; `undefined` if it could. */
	get trouble(): string | undefined {
		return this.#trouble;
	}

	/** Ms since the moment that the last message vouches for; `undefined` if nothing is known. */
	get ageMs(): number | undefined {
		const now = this.reader.now();
		return now === undefined || this.#lookedAt === 0 ? undefined : now - this.#lookedAt;
	}

	/** The copy of a guild, which is made if there is none. It may have no rows yet: see {@link loaded}. */
	copyOf(guildId: string): GuildCopy {
		let copy = this.#copies.get(guildId);
		if (!copy) {
			copy = new GuildCopy(guildId);
			this.#copies.set(guildId, copy);
			this.#pulse();
			this.#load(copy);
		}
		copy.askedAt = this.clock.now();
		return copy;
	}

	/** Resolves when what was read of a copy is there, or could not be read. */
	async loaded(guildId: string): Promise<void> {
		await this.#loader.loaded(guildId);
	}

	/** Calls back after each message, and each time that a copy was read, until it is undone. */
	listen(call: () => void): () => void {
		this.#waiting.add(call);
		return () => this.#waiting.delete(call);
	}

	/**
	 * Asks the owner to get the list of a guild and to save it; gives the error of its answer. It never hangs for longer than
	 * `timeoutMs`, and never rejects.
	 */
	ask(guildId: string, isFresh: boolean, timeoutMs: number): Promise<MemberFetchError | undefined> {
		const isLost = this.#copies.get(guildId)?.isBlockLost === true;
		return this.#questions.ask({ guildId, isFresh, isLost }, timeoutMs);
	}

	drop(guildId: string): void {
		this.#copies.get(guildId)?.end(because('copyAbsent'));
		this.#copies.delete(guildId);
		this.#lost.drop(guildId);
		if (this.#copies.size === 0 && this.#questions.size === 0) this.#rest();
	}

	close(): void {
		this.#isClosed = true;
		this.#questions.close();
		for (const guildId of [...this.#copies.keys()]) this.drop(guildId);
		this.#rest();
		this.#tell();
	}

	/** Leaves no timer. */
	#rest(): void {
		this.#cancel?.();
		this.#cancel = undefined;
		this.#leave();
	}

	#leave(): void {
		this.#place = undefined;
		this.#lookedAt = 0;
		this.reader.unfollow(this.shardId);
	}

	// What the owner tells.

	readonly #hear = (message: ReadMessage): void => {
		this.#loader.hear(message);
		const place = this.#place;
		const isOfRun = place?.run === message.run;
		if (isOfRun && message.number <= place.number) {
			if (message.number === place.number) this.#note(message); // it is the one that a block stands behind
			return;
		}
		const isNext = isOfRun && message.number === place.number + 1;
		this.#place = { run: message.run, number: message.number };
		if (!isOfRun)
			this.#questions.fail((guildId) => ownerLost(guildId, 'the process of its shard was replaced by another one'));
		if (!isNext) this.#restart();
		for (const [guildId, text] of message.guilds) this.#apply(guildId, JSON.parse(text) as GuildNews);
		this.#note(message);
		this.#tell();
	};

	/** What has come is not what follows: every copy has to be read again. */
	#restart(): void {
		const live = [...this.#copies.values()].filter(({ isLive }) => isLive);
		if (live.length > 0) this.gapCount++;
		for (const copy of live) copy.break(because('messagesMissed'), this.#asOf);
		this.#lookedAt = 0;
		this.#asOf = 0;
		for (const copy of live) this.#load(copy);
	}

	#note({ lookedAt, asOf }: ReadMessage): void {
		if (lookedAt === 0) return;
		this.#lookedAt = lookedAt;
		this.#heardAt = this.clock.now();
		this.#asOf = Math.min(lookedAt, Math.max(this.#asOf, asOf)); // the clock of the store may have been put back
		this.#trouble = undefined;
	}

	#apply(guildId: string, news: GuildNews): void {
		if (news.answered) this.#questions.settle(news.answered);
		const copy = this.#copies.get(guildId);
		if (!copy) return;
		if (copy.isLive && !news.reset) copy.apply(news, this.#asOf);
		else {
			if (copy.isLive) copy.break(because('listReplaced'), this.#asOf);
			copy.forget(news);
			if (news.saved) this.#load(copy);
		}
	}

	#load(copy: GuildCopy): void {
		if (!this.#isClosed) this.#loader.load(copy);
	}

	#noteRead(copy: GuildCopy): void {
		if (!this.#isClosed && this.#copies.get(copy.guildId) === copy) this.#lost.note(copy);
		this.#tell();
	}

	#tell(): void {
		for (const call of [...this.#waiting]) call();
	}

	/** Follows another run from here on. */
	#begin({ run, number }: FeedPlace): void {
		this.#place = { run, number };
		this.#restart();
		this.reader.follow(this.shardId, this.#place, this.#hear);
	}

	// Looking after the copies.

	#pulse(): void {
		this.#cancel ??= this.clock.setTimer(LOOK_MS, () => {
			this.#cancel = undefined;
			this.#look();
			if (this.#copies.size + this.#questions.size > 0 && !this.#isClosed) this.#pulse();
		});
	}

	#look(): void {
		const now = this.clock.now();
		for (const { guildId, askedAt } of [...this.#copies.values()]) if (now - askedAt > IDLE_MS) this.drop(guildId);
		if (now - this.#sweptAt >= SWEEP_MS) {
			this.#sweptAt = now;
			for (const copy of this.#copies.values()) copy.sweep();
		}
		if (this.doubt !== undefined && this.#place) {
			void this.#check();
			// An owner that runs says something each second, and whoever asks just now may have to wait for that.
			const silent = (guildId: string) => ownerLost(guildId, 'the process of its shard has fallen silent');
			this.#questions.fail(silent, LONGEST_SILENCE_MS);
		}
		for (const copy of this.#copies.values()) if (!copy.isLive) this.#load(copy);
		this.#tell();
	}

	#noteTrouble(error: unknown): void {
		this.#trouble = because('storeAway', { why: error instanceof Error ? error.message : String(error) });
	}

	/** The owner is silent. Perhaps it is another one, or the store has lost what was told. */
	async #check(): Promise<void> {
		if (this.#isLooking) return;
		this.#isLooking = true;
		try {
			const head = await this.reader.head(this.shardId);
			const place = this.#place;
			if (!head || !place || this.#isClosed) return;
			if (head.run === place.run && head.number >= place.number) return; // what is there comes by itself
			this.#leave();
			this.#restart();
		} catch (error) {
			this.#noteTrouble(error);
		} finally {
			this.#isLooking = false;
		}
	}
}
