import { type Database, transact } from '../database/index.js';
import { inject, injectable } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { ActivityKeys } from './ActivityKeys.js';
import { DayTotals } from './DayTotals.js';
import { dayOf } from './days.js';
import { OpenSessions } from './OpenSessions.js';
import { WatchRecord } from './WatchRecord.js';

/** A running watch. */
interface Watch {
	readonly from: number;
	/** The beginning of a later watch, which was recorded before the clock was set back. */
	readonly limit: number;
	/** When a join, a leave or a change was last written. */
	changedAt: number;
}

/**
 * Writes down which members are in voice, which write, and when the bot watched. Every call is a transaction, so a
 * killed process loses only what came after the last one. All times are epoch milliseconds.
 *
 * Watches of a guild never overlap. If the clock is set back, the time that it shows twice is already recorded: nothing
 * is removed from it or added to it.
 */
@injectable()
export class ActivityLedger {
	/** The running watches, by guild id. */
	readonly #watches = new Map<string, Watch>();
	readonly #statements;

	constructor(
		@inject(DI_TOKENS.Database) private readonly database: Database,
		@inject(ActivityKeys) private readonly keys: ActivityKeys,
		@inject(DayTotals) private readonly totals: DayTotals,
		@inject(OpenSessions) private readonly sessions: OpenSessions,
		@inject(WatchRecord) private readonly record: WatchRecord,
	) {
		this.#statements = {
			beginWatch: database.prepare<[number, number, number]>('INSERT OR IGNORE INTO activity_watch VALUES (?, ?, ?)'),
			extendWatch: database.prepare<[number, number, number]>(
				'UPDATE activity_watch SET until_at = max(until_at, ?) WHERE guild = ? AND from_at = ?',
			),
			cutWatch: database.prepare<[number, number, number]>(
				'UPDATE activity_watch SET until_at = min(until_at, ?) WHERE guild = ? AND from_at = ?',
			),
			removeEmpty: database.prepare<[{ guild: number | null }]>(
				'DELETE FROM activity_watch WHERE until_at = from_at AND guild = coalesce(@guild, guild)',
			),
			watchAfter: database
				.prepare<[number, number], number>(
					'SELECT from_at FROM activity_watch WHERE guild = ? AND from_at >= ? ORDER BY from_at LIMIT 1',
				)
				.pluck(),
			message: database.prepare<[number, number, number, number]>(
				'INSERT INTO activity_message VALUES (?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET messages = messages + 1',
			),
		};
	}

	/** Ends what a killed process has left open, at its last checkpoint, since nothing after it was watched. */
	recover(): void {
		transact(this.database, () => {
			for (const guild of this.sessions.guilds()) this.sessions.closeAll(guild);
			this.#statements.removeEmpty.run({ guild: null });
		});
	}

	/** Runs many calls in one transaction. */
	together(write: () => void): void {
		transact(this.database, write);
	}

	/** Forgets the running watches: they end at their last checkpoint, once {@link recover} can write that. */
	abandon(): void {
		this.#watches.clear();
	}

	isWatching(guildId: string): boolean {
		return this.#watches.has(guildId);
	}

	/** Begins to watch as soon as time has no record yet: now, or when the clock gets there. */
	beginWatch(guildId: string, at: number): void {
		this.endWatch(guildId, at);
		const guild = this.keys.guild(guildId);
		let from = at;
		for (let end = this.#endOfRecord(guild, from); end > from; end = this.#endOfRecord(guild, from)) from = end;
		const limit = this.#statements.watchAfter.get(guild, from) ?? Number.POSITIVE_INFINITY;
		this.#statements.beginWatch.run(guild, from, from);
		this.#watches.set(guildId, { from, limit, changedAt: from });
	}

	/** The end of the running watch, if it lies before now because later time is already recorded. */
	limitBefore(guildId: string, at: number): number | undefined {
		const limit = this.#watches.get(guildId)?.limit;
		return limit !== undefined && limit <= at ? limit : undefined;
	}

	/** The checkpoint: everyone in voice was there until now. */
	extendWatch(guildId: string, at: number): void {
		const watch = this.#watches.get(guildId);
		if (watch) this.#statements.extendWatch.run(within(watch, at), this.keys.guild(guildId), watch.from);
	}

	/** Takes back the watch after this moment, since nothing was heard after it. Later records stay. */
	cutWatch(guildId: string, at: number): void {
		const watch = this.#watches.get(guildId);
		if (watch) this.#statements.cutWatch.run(Math.max(at, watch.changedAt), this.keys.guild(guildId), watch.from);
	}

	/** @param at - `undefined` if nothing is known since the last checkpoint */
	endWatch(guildId: string, at: number | undefined): void {
		if (!this.#watches.has(guildId)) return;
		transact(this.database, () => {
			if (at !== undefined) this.extendWatch(guildId, at);
			const guild = this.keys.guild(guildId);
			this.sessions.closeAll(guild);
			this.#statements.removeEmpty.run({ guild });
		});
		this.#watches.delete(guildId);
	}

	/** Records how a member is in voice from now on; `undefined` means not at all, or not to be recorded. */
	setVoice(guildId: string, userId: string, isActive: boolean | undefined, now: number): void {
		const watch = this.#watches.get(guildId);
		if (!watch) return;
		const at = within(watch, now);
		transact(this.database, () => {
			this.extendWatch(guildId, at);
			const guild = this.keys.guild(guildId);
			const known = this.keys.findMember(guild, userId);
			const open = known === undefined ? undefined : this.sessions.of({ guild, member: known });
			if (open && open.is_active === Number(isActive)) return;
			if (open) this.sessions.close(guild, open, at);
			watch.changedAt = at;
			if (isActive === undefined) return;
			this.sessions.open({ guild, member: this.keys.member(guild, userId) }, at, isActive);
		});
	}

	addMessage(guildId: string, userId: string, at: number): void {
		transact(this.database, () => {
			const guild = this.keys.guild(guildId);
			const member = this.keys.member(guild, userId);
			this.#statements.message.run(guild, dayOf(at), member, at);
			this.totals.add(member, dayOf(at), { messages: 1, seenAt: at });
		});
	}

	/** The end of the record that covers this moment; a time before the moment if there is none. */
	#endOfRecord(guild: number, at: number): number {
		return this.record.untilAt(guild, at) ?? Number.NEGATIVE_INFINITY;
	}
}

const within = ({ from, limit }: Watch, at: number) => Math.min(Math.max(at, from), limit);
