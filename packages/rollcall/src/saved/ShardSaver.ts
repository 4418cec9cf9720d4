import type { CancelTimer, IClock } from '../interfaces/IClock.js';
import type { IShardStore, SavedRosterInfo, SavedSession, ShardChanges } from '../interfaces/IRosterStore.js';
import { inTurns } from '../pacing/inTurns.js';
import type { ColumnsView } from '../roster/ColumnsView.js';
import { encodeRoster } from './encodeRoster.js';
import { GuildFacts } from './GuildFacts.js';
import type { LoadedShard } from './loadShard.js';
import { SavedEntry } from './SavedEntry.js';
import { planBlock, type SaveMoment } from './SavePlan.js';
import type { Saver } from './Saver.js';
import { ShardFeeder } from './ShardFeeder.js';
import type { ShardSource } from './ShardSource.js';

/** So many bytes are held until they are committed. */
const MOST_HELD_BYTES = 8 * 2 ** 20;

/** What one commit says, and what the store has of each guild after it. */
interface Batch {
	readonly rosters: Map<string, { readonly info: SavedRosterInfo; readonly block: Uint8Array }>;
	readonly entries: Map<string, SavedEntry>;
	bytes: number;
}

/** What is saved is as of this moment, though it takes many turns of the event loop. */
interface Moment extends SaveMoment {
	/** The running one might be another one by the end of the save. */
	readonly session: ReturnType<ShardSource['session']>;
}

/** Saves what one shard knows, by what has changed, now and then and when it is told to. */
export class ShardSaver implements Saver {
	problem: string | undefined;
	readonly #store: IShardStore;
	readonly #entries: Map<string, SavedEntry>;
	readonly #facts: GuildFacts;
	/** Tells what changes between two commits, if the store carries that. */
	readonly #feeder: ShardFeeder | undefined;
	#session: SavedSession | null = null;
	#identity: string | undefined;
	/** Ends when the store is free for the next commit. */
	#running: Promise<void> = Promise.resolve();
	/** A save that has not begun. */
	#next: Promise<void> | undefined;
	/** Counts what makes blocks forbidden that are being written. */
	#epoch = 0;
	#cancelTimer: CancelTimer = () => {};
	#isClosed = false;

	constructor(
		{ store, saved, facts, entries }: LoadedShard,
		private readonly source: ShardSource,
		private readonly clock: IClock,
		/** Ms between two commits. */
		private readonly interval: () => number,
		private readonly warn: (line: string) => void,
	) {
		this.#store = store;
		this.#session = saved?.session ?? null;
		this.#identity = saved?.identity ?? undefined;
		this.#entries = new Map(entries);
		this.#facts = new GuildFacts(facts);
		const { feed } = store;
		this.#feeder =
			feed &&
			new ShardFeeder(feed, source, clock, (lost) => {
				if (lost !== undefined) this.#entries.delete(lost);
				return this.save();
			});
		this.#arm();
	}

	save(): Promise<void> {
		this.#next ??= this.#running.then(() => {
			this.#next = undefined;
			return this.#run();
		});
		this.#running = this.#next;
		return this.#next;
	}

	hurry(): void {
		this.#epoch++;
		void this.save();
	}

	async close(): Promise<void> {
		this.#isClosed = true;
		this.#cancelTimer();
		this.#feeder?.close();
		await this.#running;
		await this.#store.close().catch(() => {});
	}

	#arm(): void {
		this.#cancelTimer = this.clock.setTimer(this.interval(), () => {
			void this.save().then(() => {
				if (this.source.bot.isClosed)
					void this.close(); // its client was destroyed
				else if (!this.#isClosed) this.#arm();
			});
		});
	}

	async #run(): Promise<void> {
		try {
			while (!(await this.#commitAll()));
			this.problem = undefined;
		} catch (error) {
			const problem = error instanceof Error ? error.message : String(error);
			if (this.problem === undefined) this.warn(`The rosters could not be saved: ${problem}`);
			this.problem = problem;
		}
	}

	/** `false` if something became forbidden meanwhile, so that it has to be done again. */
	async #commitAll(): Promise<boolean> {
		const { source } = this;
		if (this.#isClosed || !this.#store.isWritable || source.bot.transport.destroyed || source.bot.isClosed) return true;
		if (!source.isOurs) return true;
		const epoch = this.#epoch;
		this.#feeder?.flush(); // so that the blocks stand behind all that was told
		const moment = this.#moment();
		const { writes, infos, dropped } = this.#plan(moment);
		// First what a resumed session does not repeat: without it, a session that is in the store would be of no use.
		const described = await this.#describe(moment);
		if (!described || epoch !== this.#epoch) return false;
		let more: Partial<ShardChanges> = { ...described, dropped };
		let batch = newBatch();
		for (const [guildId, { info, view }] of writes) {
			const block = await encodeRoster(view, guildId);
			if (epoch !== this.#epoch) return false;
			batch.rosters.set(guildId, { info, block });
			batch.entries.set(guildId, new SavedEntry(info, view));
			batch.bytes += block.length;
			if (batch.bytes < MOST_HELD_BYTES) continue;
			await this.#commit(batch, moment, more);
			[batch, more] = [newBatch(), {}];
		}
		for (const [guildId, info] of infos)
			batch.entries.set(guildId, this.#entries.get(guildId)?.described(info) as SavedEntry);
		await this.#commit(batch, moment, { ...more, infos });
		return epoch === this.#epoch;
	}

	#moment(): Moment {
		const { bot, shardId } = this.source;
		const isLive = bot.shards.of(shardId).absence === undefined;
		const session = this.source.session();
		const sequence = this.#sequence(session);
		return { clock: this.clock, isLive, session, sequence, sessionId: session?.sessionId ?? null };
	}

	#sequence(session: Moment['session']): number | null {
		const { bot, shardId } = this.source;
		return session ? (bot.shards.of(shardId).sequence ?? null) : null;
	}

	#plan(moment: Moment) {
		const { bot, shardId } = this.source;
		const writes = new Map<string, { readonly info: SavedRosterInfo; readonly view: ColumnsView }>();
		const infos = new Map<string, SavedRosterInfo>();
		const dropped: string[] = [];
		const followed = bot.onShard(shardId).map(({ id }) => id);
		for (const guildId of new Set([...this.#entries.keys(), ...followed])) {
			if (this.#isLeft(guildId, moment)) continue;
			const plan = planBlock(bot.find(guildId), this.#entries.get(guildId), moment);
			if (plan.kind === 'write') writes.set(guildId, { ...plan, info: this.#positioned(guildId, plan.info) });
			else if (plan.kind === 'describe') infos.set(guildId, this.#positioned(guildId, plan.info));
			else if (plan.kind === 'drop') dropped.push(guildId);
		}
		return { writes, infos, dropped };
	}

	#positioned(guildId: string, info: SavedRosterInfo): SavedRosterInfo {
		const position = this.#feeder?.positionOf(this.source.bot.find(guildId));
		return position ? { ...info, position } : info;
	}

	/** Only an established session knows of which guilds the bot is a member. */
	#isLeft(guildId: string, { isLive }: SaveMoment): boolean {
		return isLive && !this.source.knows(guildId);
	}

	/**
	 * What a commit says beside members; `undefined` if the session of the moment is over. A guild is looked at some turns after
	 * the moment, so its facts may have the effect of later dispatches, and say of which ones.
	 */
	async #describe(moment: Moment): Promise<Pick<ShardChanges, 'identity' | 'facts' | 'removed'> | undefined> {
		if (!moment.isLive) return {};
		const identity = this.source.identity();
		const known = new Set([...this.#entries.keys(), ...this.#facts.guildIds()]);
		const removed = [...known].filter((guildId) => this.#isLeft(guildId, moment));
		const facts = new Map<string, string>();
		let isOver = false;
		const look = ([guildId, text]: readonly [string, string]) => {
			isOver ||= !this.#isStill(moment);
			const written = isOver ? undefined : this.#facts.changed(guildId, text, this.#sequence(moment.session));
			if (written !== undefined) facts.set(guildId, written);
		};
		await inTurns(this.source.facts(), look, 1);
		if (isOver || !this.#isStill(moment)) return undefined;
		const isNew = identity !== undefined && identity !== this.#identity;
		return { ...(isNew && { identity }), facts, removed };
	}

	/** Whether the session is the one of the moment, and established: its numbers go on. */
	#isStill({ sessionId }: Moment): boolean {
		const { bot, shardId } = this.source;
		return bot.shards.of(shardId).absence === undefined && (this.source.session()?.sessionId ?? null) === sessionId;
	}

	async #commit(batch: Batch, moment: Moment, more: Partial<ShardChanges>): Promise<void> {
		const entries = new Map([...this.#entries, ...batch.entries]);
		const gone = [...(more.removed ?? []), ...(more.dropped ?? [])];
		for (const guildId of gone) entries.delete(guildId);
		const session = moment.isLive ? this.#sessionOf(entries, moment) : this.#session;
		const changes = { ...more, savedAt: this.clock.wallNow(), session, rosters: batch.rosters };
		await this.#store.commit(changes);
		this.#session = session;
		this.#identity = more.identity ?? this.#identity;
		for (const [guildId, entry] of batch.entries) this.#entries.set(guildId, entry);
		for (const [guildId, facts] of more.facts ?? []) this.#facts.restore(guildId, facts);
		for (const guildId of gone) this.#entries.delete(guildId);
		for (const guildId of more.removed ?? []) this.#facts.delete(guildId);
		this.#feeder?.noteSaved(batch.rosters.keys());
	}

	/** Its sequence is the lowest of the blocks that rest on it: what comes behind has to come again. */
	#sessionOf(entries: ReadonlyMap<string, SavedEntry>, { session, sequence, sessionId }: Moment): SavedSession | null {
		if (!session || sequence === null) return null;
		const resting = [...entries.values()].map(({ info }) => info).filter((info) => info.sessionId === sessionId);
		const sequences = resting.flatMap((info) => info.sequence ?? []);
		return { ...session, sequence: sequences.reduce((lowest, one) => Math.min(lowest, one), sequence) };
	}
}

function newBatch(): Batch {
	return { rosters: new Map(), entries: new Map(), bytes: 0 };
}
