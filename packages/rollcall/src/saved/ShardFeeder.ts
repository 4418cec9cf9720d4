import { because } from '../errors/because.js';
import { type ErrorInfo, MemberFetchError } from '../errors/MemberFetchError.js';
import type { CancelTimer, IClock } from '../interfaces/IClock.js';
import type { FeedAsk, FeedPosition, IShardFeed } from '../interfaces/IShardFeed.js';
import type { MemberEvent } from '../roster/MemberEvent.js';
import type { Roster } from '../roster/Roster.js';
import type { GuildState } from '../sync/GuildState.js';
import type { IShardFollower } from '../sync/IShardFollower.js';
import { atOneMoment } from '../sync/oneMoment.js';
import type { GuildNews, ListState, ToldRoles } from './GuildNews.js';
import { PendingNews } from './PendingNews.js';
import type { ShardSource } from './ShardSource.js';

/** Changes of so many ms go together. */
const FLUSH_MS = 10;
/** A message comes at least so often, and says as of when all of them are true. */
const BEAT_MS = 1_000;
/** A list that cannot be followed from the last block on is saved after so many ms. */
const SAVE_SOON_MS = 1_000;
/** Characters of one message. A larger one would hold up other work. */
const MESSAGE_LENGTH = 128 * 1_024;
/** So many messages may be on the way. Those after them are lost, and the lists are saved again. */
const MOST_OPEN = 200;

/** No reader waits longer. */
const LONGEST_FETCH_MS = 10 * 60_000;

/** What the readers have been told of a guild. */
interface Told {
	readonly roster: WeakRef<Roster>;
	readonly isTrue: boolean;
	/** The state as it was told, apart from times. */
	readonly state: string;
	readonly roles: string;
}

/** Tells the processes that follow a shard what changes between two blocks, in the order in which it happens. */
export class ShardFeeder implements IShardFollower {
	#pending = new Map<string, PendingNews>();
	readonly #told = new Map<string, Told>();
	readonly #savingAgain = new Map<string, Promise<void>>();
	#number = 0;
	#openCount = 0;
	#isLost = false;
	#isClosed = false;
	#cancelFlush: CancelTimer | undefined;
	#cancelBeat: CancelTimer = () => {};
	#cancelSave: CancelTimer | undefined;

	constructor(
		private readonly feed: IShardFeed,
		private readonly source: ShardSource,
		private readonly clock: IClock,
		/** Saves what has changed, and the block of this guild if there is one. */
		private readonly save: (lost?: string) => Promise<void>,
	) {
		const { bot, shardId } = source;
		bot.shards.of(shardId).follower = this;
		for (const { id, roster } of bot.onShard(shardId)) if (roster) this.onGuild(id);
		feed.onAsk = (ask) => void this.#answer(ask);
		this.#beat();
	}

	onEvent(guildId: string, event: MemberEvent): void {
		if (event.type !== 'roleDelete') this.onMember(guildId, event.userId);
		else this.#mark(guildId).deleteRole(event.roleId);
	}

	onMember(guildId: string, userId: string): void {
		this.#mark(guildId).change(userId);
	}

	onForget(guildId: string, userId: string): void {
		this.#mark(guildId).erase(userId);
	}

	onGuild(guildId: string): void {
		this.#mark(guildId).hasOtherRoles = true;
	}

	/** Blocks of these guilds were saved. */
	noteSaved(guildIds: Iterable<string>): void {
		for (const guildId of guildIds) this.#mark(guildId).isSaved = true;
	}

	/** Tells all that has changed until now. */
	flush(): void {
		this.#cancelFlush?.();
		this.#cancelFlush = undefined;
		if (this.#isRunning) atOneMoment(() => this.#flush(false));
	}

	/** Where a block stands that is made of the roster now; call `flush` before. `undefined` if nobody can follow it. */
	positionOf(guild: GuildState | undefined): FeedPosition | undefined {
		const told = guild && this.#told.get(guild.id);
		if (!told || !this.#isRunning || told.roster.deref() !== guild.roster) return undefined;
		const asOf = this.#timeOf(guild.vouchedAt);
		return { run: this.feed.run, number: this.#number, isTrue: told.isTrue, asOf };
	}

	close(): void {
		this.#isClosed = true;
		this.feed.onAsk = undefined;
		this.#pending.clear();
		this.#cancelBeat();
		this.#cancelFlush?.();
		this.#cancelSave?.();
		const session = this.source.bot.shards.of(this.source.shardId);
		if (session.follower === this) session.follower = undefined;
	}

	/** Answers a reader after what was fetched is saved. */
	async #answer({ id, guildId, isFresh, isLost, savesOnly, until }: FeedAsk): Promise<void> {
		const timeout = until - this.#timeOf(this.clock.now());
		if (timeout <= 0 || !this.source.knows(guildId)) return this.#reply(guildId, id, notThere(guildId));
		const error = savesOnly
			? undefined
			: await this.source.fetch(guildId, { forceRefresh: isFresh, timeout: Math.min(timeout, LONGEST_FETCH_MS) });
		await (isLost ? this.#saveAgain(guildId) : this.save());
		this.#reply(guildId, id, error);
	}

	/** Saves the block of a guild again. Many readers may miss it at the same time. */
	#saveAgain(guildId: string): Promise<void> {
		let saving = this.#savingAgain.get(guildId);
		if (!saving) {
			saving = this.save(guildId).finally(() => this.#savingAgain.delete(guildId));
			this.#savingAgain.set(guildId, saving);
		}
		return saving;
	}

	#reply(guildId: string, id: string, error: ErrorInfo | undefined): void {
		if (!this.#isClosed) this.#mark(guildId).answer(id, error ?? null);
	}

	get #isRunning(): boolean {
		const { bot } = this.source;
		return !this.#isClosed && this.feed.isOpen && !bot.isClosed && !bot.transport.destroyed && this.source.isOurs;
	}

	#mark(guildId: string): PendingNews {
		let pending = this.#pending.get(guildId);
		if (!pending) {
			pending = new PendingNews();
			this.#pending.set(guildId, pending);
		}
		if (!this.#isClosed) this.#cancelFlush ??= this.clock.setTimer(FLUSH_MS, () => this.flush());
		return pending;
	}

	#beat(): void {
		this.#cancelBeat = this.clock.setTimer(BEAT_MS, () => {
			if (!this.feed.isOpen || this.source.bot.isClosed) return this.close();
			if (this.#isRunning) atOneMoment(() => this.#flush(true));
			this.#beat();
		});
	}

	#flush(isBeat: boolean): void {
		const pending = this.#pending;
		this.#pending = new Map();
		const lookedAt = this.clock.now();
		let batch = newBatch();
		for (const guildId of new Set([...pending.keys(), ...(isBeat ? this.#told.keys() : [])])) {
			this.#add(batch, guildId, pending.get(guildId));
			if (batch.length < MESSAGE_LENGTH) continue;
			this.#send(batch, undefined);
			batch = newBatch();
		}
		if (isBeat || batch.length > 0) this.#send(batch, lookedAt);
	}

	#add(batch: Batch, guildId: string, pending: PendingNews | undefined): void {
		const before = this.#told.get(guildId);
		const news = this.#newsOf(guildId, pending, before);
		if (!news) return;
		const text = JSON.stringify(news);
		batch.guilds.set(guildId, text);
		batch.length += text.length;
		const roles = this.#told.get(guildId)?.roles;
		if (news.end) batch.ended.push(guildId);
		else if (roles !== undefined && roles !== before?.roles) batch.roles.set(guildId, roles);
	}

	#newsOf(guildId: string, pending: PendingNews | undefined, before: Told | undefined): GuildNews | undefined {
		const guild = this.source.bot.find(guildId);
		const roster = guild?.roster;
		// Nobody hears about those who leave a list that is no longer kept, so it may have them for as long as it is there.
		const isFollowed = roster?.brokenBy === undefined || (roster.isWhole && !roster.hasFormer);
		const answers = pending?.describeAnswers();
		if (!guild || !roster || !isFollowed) {
			const end = this.#told.delete(guildId) && ({ end: true } as const);
			return end || answers?.answered ? { ...end, ...answers } : undefined;
		}
		const isOther = before?.roster.deref() !== roster;
		const isTrue = guild.trueRoster === roster && roster.savedBecause === undefined;
		const state = this.#stateOf(guild, roster, isTrue);
		const described = JSON.stringify([isTrue, state.lacks, state.countDoubt]);
		const told = isOther || pending?.hasOtherRoles ? this.source.roles(guildId) : undefined;
		const roles = told === undefined ? (before?.roles ?? 'null') : JSON.stringify(told);
		this.#told.set(guildId, { roster: new WeakRef(roster), isTrue, state: described, roles });
		// A list of which somebody was missing has no block, so that nobody could follow it.
		if (isOther || (isTrue && !before?.isTrue)) this.#saveSoon();
		const news: GuildNews = {
			...answers,
			...(isOther && { reset: true }),
			...(isOther ? pending?.describeErased() : pending?.describe(roster)),
			...(pending?.isSaved && { saved: true }),
			...((isOther || before?.state !== described) && { state }),
			...((isOther || before?.roles !== roles) && { roles: JSON.parse(roles) as ToldRoles }),
		};
		return Object.keys(news).length > 0 ? news : undefined;
	}

	#stateOf(guild: GuildState, roster: Roster, isTrue: boolean): ListState {
		const asOf = this.#timeOf(guild.vouchedAt);
		const lacks = !roster.isWhole;
		const { countDoubt } = roster;
		const { memberCount } = guild;
		const why = roster.savedBecause ?? roster.brokenBy ?? guild.doubt?.reason ?? because('memberAwaited');
		return {
			asOf,
			...(!isTrue && { why }),
			...(lacks && { lacks }),
			...(countDoubt !== undefined && { countDoubt }),
			...(memberCount !== undefined && { count: memberCount }),
		};
	}

	/** @param lookedAt - `undefined` if more of the same moment follows */
	#send({ guilds, roles, ended }: Batch, lookedAt: number | undefined): void {
		const number = ++this.#number;
		if (this.#openCount >= MOST_OPEN) {
			this.#isLost = true;
			return;
		}
		const { bot, shardId } = this.source;
		const times =
			lookedAt === undefined
				? { lookedAt: 0, asOf: 0 }
				: { lookedAt: this.#timeOf(lookedAt), asOf: this.#timeOf(bot.shards.of(shardId).provenAt) };
		this.#openCount++;
		void this.feed.send({ number, ...times, guilds, roles, ended }).then((hasArrived) => {
			this.#openCount--;
			if (!hasArrived) this.#isLost = true;
			else if (this.#isLost) {
				this.#isLost = false;
				this.#saveSoon(); // no reader can follow from the last blocks on
			}
		});
	}

	#saveSoon(): void {
		if (this.#isClosed) return;
		this.#cancelSave ??= this.clock.setTimer(SAVE_SOON_MS, () => {
			this.#cancelSave = undefined;
			void this.save();
		});
	}

	#timeOf(moment: number | undefined): number {
		return moment === undefined || moment === Number.NEGATIVE_INFINITY ? 0 : this.feed.timeOf(moment);
	}
}

interface Batch {
	readonly guilds: Map<string, string>;
	readonly roles: Map<string, string>;
	readonly ended: string[];
	length: number;
}

function newBatch(): Batch {
	return { guilds: new Map(), roles: new Map(), ended: [], length: 0 };
}

function notThere(guildId: string): ErrorInfo {
	return new MemberFetchError('UNKNOWN_GUILD', `The bot is not in guild ${guildId}.`, { guildId }).toJSON();
}
