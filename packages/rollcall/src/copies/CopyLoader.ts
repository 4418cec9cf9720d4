import { because } from '../errors/because.js';
import type { IClock } from '../interfaces/IClock.js';
import type { FeedPlace, IFeedReader } from '../interfaces/IFeedReader.js';
import type { FeedPosition, ReadMessage } from '../interfaces/IShardFeed.js';
import type { MemberTable } from '../roster/MemberTable.js';
import { decodeRoster } from '../saved/decodeRoster.js';
import type { GuildNews, ToldRoles } from '../saved/GuildNews.js';
import type { GuildCopy } from './GuildCopy.js';

/** What a loading copy hears meanwhile. */
interface Loading {
	readonly heard: ReadMessage[];
	readonly done: Promise<void>;
}

/** What the loader needs of those who follow the shard. */
export interface LoaderDeps {
	readonly reader: IFeedReader;
	readonly shardId: number;
	readonly clock: IClock;
	/** The last message that has come with all those before it. */
	readonly place: () => FeedPlace | undefined;
	/** Whether the copy is still wanted. */
	readonly isKept: (copy: GuildCopy) => boolean;
	/** Follows another run from here on. */
	readonly begin: (place: FeedPlace) => void;
	/** A message was read that may not have come yet. */
	readonly hear: (message: ReadMessage) => void;
	/** The store has answered. */
	readonly onAnswer: () => void;
	/** The store did not answer. */
	readonly onTrouble: (error: unknown) => void;
	/** A copy was read, or could not be. */
	readonly onRead: (copy: GuildCopy) => void;
}

/** Reads copies of guilds from the store, and joins them to what the owner tells. */
export class CopyLoader {
	/** Lists that were read. */
	readCount = 0;
	readonly #loading = new Map<string, Loading>();

	constructor(private readonly deps: LoaderDeps) {}

	/** Resolves when what was read of a copy is there, or could not be read. */
	async loaded(guildId: string): Promise<void> {
		await this.#loading.get(guildId)?.done;
	}

	/** A message has come. */
	hear(message: ReadMessage): void {
		for (const { heard } of this.#loading.values()) heard.push(message);
	}

	load(copy: GuildCopy): void {
		if (this.#loading.has(copy.guildId)) return;
		const heard: ReadMessage[] = [];
		const done = this.#read(copy, heard)
			.catch((error: unknown) => this.deps.onTrouble(error))
			.finally(() => {
				this.#loading.delete(copy.guildId);
				this.deps.onRead(copy);
			});
		this.#loading.set(copy.guildId, { heard, done });
	}

	async #read(copy: GuildCopy, heard: readonly ReadMessage[]): Promise<void> {
		const { shardId, reader, clock, isKept, onAnswer } = this.deps;
		const { guildId } = copy;
		const loaded = await reader.load(shardId, guildId);
		onAnswer();
		if (!loaded) {
			if (!copy.isLive) this.#end(copy);
			return;
		}
		const { info, block } = loaded;
		const position = info.position?.run === loaded.head?.run ? info.position : undefined;
		const history = position ? await reader.history(shardId, this.#from(position)) : [];
		const mayJoin = position !== undefined && isJoinable(guildId, position, history);
		if (mayJoin) copy.unjoinedAt = undefined;
		else copy.unjoinedAt ??= clock.now();
		if (!mayJoin && (copy.hasRows || block === copy.block)) return; // the next block follows within moments
		const bytes = await reader.read(shardId, guildId, block);
		const read = bytes && (await decodeRoster(bytes, guildId));
		const table = read?.size === info.size ? read : undefined;
		copy.isBlockLost = table === undefined;
		if (!table || !isKept(copy)) return;
		const roles = JSON.parse(loaded.roles ?? 'null') as ToldRoles;
		const chain = mayJoin ? this.#chain(position, history, heard) : undefined;
		copy.block = block;
		this.readCount++;
		if (position && chain) this.#start(copy, table, position, roles, chain);
		else if (!copy.hasRows) copy.start(table, { isTrue: false, asOf: info.position?.asOf ?? 0 }, roles);
	}

	/** Nothing of the guild is saved. If something was, the store may have lost it. */
	#end(copy: GuildCopy): void {
		if (copy.hasRows) copy.isBlockLost = true;
		copy.end(because('copyAbsent'));
	}

	/** From which message on the history is needed: of those behind the block, and of those that are still on their way. */
	#from({ run, number }: FeedPlace): FeedPlace {
		const place = this.deps.place();
		return { run, number: place?.run === run ? Math.min(place.number + 1, number) : number };
	}

	/** The messages between a block and now; `undefined` if some are missing. */
	#chain(
		position: FeedPlace,
		history: readonly ReadMessage[],
		heard: readonly ReadMessage[],
	): readonly ReadMessage[] | undefined {
		const { run } = position;
		if (this.deps.place()?.run !== run) this.deps.begin(position);
		for (const message of history) this.deps.hear(message);
		const place = this.deps.place();
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
