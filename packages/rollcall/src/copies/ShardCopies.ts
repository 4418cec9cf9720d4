import { randomUUID } from 'node:crypto';
import { because } from '../errors/because.js';
import { errorOf, linkLost, ownerAway, ownerLost } from '../errors/links.js';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import type { CancelTimer, IClock } from '../interfaces/IClock.js';
import type { FeedPlace, IFeedReader } from '../interfaces/IFeedReader.js';
import type { FeedPosition, ReadMessage } from '../interfaces/IShardFeed.js';
import type { MemberTable } from '../roster/MemberTable.js';
import { decodeRoster } from '../saved/decodeRoster.js';
import type { GuildNews, ToldRoles } from '../saved/GuildNews.js';
import { GuildCopy } from './GuildCopy.js';

/** An owner says something each second. After this silence nothing it has told is vouched for. */
export const LONGEST_SILENCE_MS = 5_000;
/** An owner cannot know of a later moment than this process does. More than this, and one of them knows the wrong time. */
const MOST_AHEAD_MS = 2_000;
const LOOK_MS = 1_000;
/** Former members are swept out of the rows so often. */
const SWEEP_MS = 20_000;
/** A copy that nobody has asked for so long goes. */
const IDLE_MS = 10 * 60_000;

/** What a loading copy hears meanwhile. */
interface Loading {
	readonly heard: ReadMessage[];
	readonly done: Promise<void>;
}

/** A question to the owner. */
interface Asked {
	readonly guildId: string;
	/** Monotonic ms. */
	readonly askedAt: number;
	readonly settle: (error: MemberFetchError | undefined) => void;
}

/** The copies of guilds of one shard, and what its owner tells. */
export class ShardCopies {
	readonly #copies = new Map<string, GuildCopy>();
	readonly #loading = new Map<string, Loading>();
	/** Questions to the owner that are not answered. */
	readonly #asked = new Map<string, Asked>();
	/** Lists that were read, and how often messages were missed. */
	readCount = 0;
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
		await this.#loading.get(guildId)?.done;
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
	async ask(guildId: string, isFresh: boolean, timeoutMs: number): Promise<MemberFetchError | undefined> {
		const id = randomUUID();
		const askedAt = this.clock.now();
		try {
			const head = await this.reader.head(this.shardId);
			const until = this.reader.now();
			if (!head || until === undefined) return ownerAway(guildId, 0);
			if (this.#isClosed) return linkLost(guildId, 'the worker was closed');
			if (this.#place?.run !== head.run) this.#begin(head);
			const isLost = this.#copies.get(guildId)?.isBlockLost === true;
			return await new Promise<MemberFetchError | undefined>((resolve, reject) => {
				const cancel = this.clock.setTimer(timeoutMs, () => settle(late(guildId, timeoutMs)));
				const settle = (error: MemberFetchError | undefined) => {
					cancel();
					this.#asked.delete(id);
					resolve(error);
				};
				this.#asked.set(id, { guildId, askedAt, settle });
				this.#pulse();
				this.reader
					.ask(this.shardId, { id, guildId, isFresh, isLost, until: until + timeoutMs })
					.catch((error: unknown) => {
						cancel();
						this.#asked.delete(id);
						reject(error);
					});
			});
		} catch (error) {
			this.#noteTrouble(error);
			return linkLost(guildId, 'the store did not answer');
		}
	}

	drop(guildId: string): void {
		this.#copies.get(guildId)?.end(because('copyAbsent'));
		this.#copies.delete(guildId);
		if (this.#copies.size === 0 && this.#asked.size === 0) this.#rest();
	}

	close(): void {
		this.#isClosed = true;
		for (const { guildId, settle } of [...this.#asked.values()]) settle(linkLost(guildId, 'the worker was closed'));
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
		for (const { heard } of this.#loading.values()) heard.push(message);
		const place = this.#place;
		const isOfRun = place?.run === message.run;
		if (isOfRun && message.number <= place.number) {
			if (message.number === place.number) this.#note(message); // it is the one that a block stands behind
			return;
		}
		const isNext = isOfRun && message.number === place.number + 1;
		this.#place = { run: message.run, number: message.number };
		if (!isOfRun) this.#fail((guildId) => ownerLost(guildId, 'the process of its shard was replaced by another one'));
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

	/** Ends all questions. */
	#fail(errorFor: (guildId: string) => MemberFetchError): void {
		for (const { guildId, settle } of [...this.#asked.values()]) settle(errorFor(guildId));
	}

	#apply(guildId: string, news: GuildNews): void {
		for (const [id, error] of Object.entries(news.answered ?? {}))
			this.#asked.get(id)?.settle(error ? errorOf(error) : undefined);
		const copy = this.#copies.get(guildId);
		if (!copy) return;
		if (copy.isLive && !news.reset) copy.apply(news, this.#asOf);
		else {
			if (copy.isLive) copy.break(because('listReplaced'), this.#asOf);
			copy.forget(news);
			if (news.saved) this.#load(copy);
		}
	}

	#tell(): void {
		for (const call of [...this.#waiting]) call();
	}

	// Reading.

	#load(copy: GuildCopy): void {
		if (this.#isClosed || this.#loading.has(copy.guildId)) return;
		const heard: ReadMessage[] = [];
		const done = this.#read(copy, heard)
			.catch((error: unknown) => this.#noteTrouble(error))
			.finally(() => {
				this.#loading.delete(copy.guildId);
				this.#tell();
			});
		this.#loading.set(copy.guildId, { heard, done });
	}

	async #read(copy: GuildCopy, heard: readonly ReadMessage[]): Promise<void> {
		const { shardId, reader } = this;
		const { guildId } = copy;
		const loaded = await reader.load(shardId, guildId);
		this.#trouble = undefined;
		if (!loaded) {
			if (!copy.isLive) copy.end(because('copyAbsent'));
			return;
		}
		const { info, block } = loaded;
		const position = info.position?.run === loaded.head?.run ? info.position : undefined;
		const history = position ? await reader.history(shardId, this.#from(position)) : [];
		const mayJoin = position !== undefined && isJoinable(guildId, position, history);
		if (!mayJoin && (copy.hasRows || block === copy.block)) return; // the next block follows within moments
		const bytes = await reader.read(shardId, guildId, block);
		copy.isBlockLost = bytes === undefined;
		const table = bytes && (await decodeRoster(bytes, guildId));
		if (!table || table.size !== info.size || this.#copies.get(guildId) !== copy) return;
		const roles = JSON.parse(loaded.roles ?? 'null') as ToldRoles;
		const chain = mayJoin ? this.#chain(position, history, heard) : undefined;
		copy.block = block;
		this.readCount++;
		if (position && chain) this.#start(copy, table, position, roles, chain);
		else if (!copy.hasRows) copy.start(table, { isTrue: false, asOf: info.position?.asOf ?? 0 }, roles);
	}

	/** From which message on the history is needed: of those behind the block, and of those that are still on their way. */
	#from({ run, number }: FeedPlace): FeedPlace {
		const place = this.#place;
		return { run, number: place?.run === run ? Math.min(place.number + 1, number) : number };
	}

	/** The messages between a block and now; `undefined` if some are missing. */
	#chain(
		position: FeedPlace,
		history: readonly ReadMessage[],
		heard: readonly ReadMessage[],
	): readonly ReadMessage[] | undefined {
		const { run } = position;
		if (this.#place?.run !== run) this.#begin(position);
		for (const message of history) this.#hear(message);
		const place = this.#place;
		if (place?.run !== run) return undefined;
		const known = new Map<number, ReadMessage>();
		for (const message of [...history, ...heard]) if (message.run === run) known.set(message.number, message);
		const chain: ReadMessage[] = [];
		for (let number = position.number + 1; number <= place.number; number++) {
			const message = known.get(number);
			if (!message) return undefined;
			chain.push(message);
		}
		return chain;
	}

	/** Follows another run from here on. */
	#begin({ run, number }: FeedPlace): void {
		this.#place = { run, number };
		this.#restart();
		this.reader.follow(this.shardId, this.#place, this.#hear);
	}

	#start(
		copy: GuildCopy,
		table: MemberTable,
		position: FeedPosition,
		roles: ToldRoles,
		chain: readonly ReadMessage[],
	): void {
		const news = chain.flatMap(({ guilds, asOf }) => {
			const text = guilds.get(copy.guildId);
			return text === undefined ? [] : [{ news: JSON.parse(text) as GuildNews, asOf }];
		});
		if (news.some((one) => one.news.reset)) return; // the block of the new list follows within moments
		copy.start(table, position, roles);
		copy.isLive = true;
		let provenAt = position.asOf;
		for (const one of news) {
			copy.apply(one.news, provenAt);
			provenAt = Math.max(provenAt, one.asOf);
		}
	}

	// Looking after the copies.

	#pulse(): void {
		this.#cancel ??= this.clock.setTimer(LOOK_MS, () => {
			this.#cancel = undefined;
			this.#look();
			if (this.#copies.size + this.#asked.size > 0 && !this.#isClosed) this.#pulse();
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
			for (const { guildId, askedAt, settle } of [...this.#asked.values()])
				if (now - askedAt > LONGEST_SILENCE_MS)
					settle(ownerLost(guildId, 'the process of its shard has fallen silent'));
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

/** Whether the messages behind a block are all there, and keep its list. */
function isJoinable(guildId: string, { run, number }: FeedPlace, history: readonly ReadMessage[]): boolean {
	let last = history[0]?.number ?? number;
	if (last > number + 1) return false;
	for (const message of history.slice(1)) {
		if (message.run !== run || message.number !== last + 1) return false;
		last = message.number;
	}
	return !history.some(
		(message) =>
			message.number > number && (JSON.parse(message.guilds.get(guildId) ?? '{}') as GuildNews).reset === true,
	);
}

function late(guildId: string, ms: number): MemberFetchError {
	const message = `Guild ${guildId}: the answer of the process with its list had not come after ${Math.round(ms)} ms. Ask again.`;
	return new MemberFetchError('DEADLINE', message, { guildId });
}
