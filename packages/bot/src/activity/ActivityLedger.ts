import { type Database, transact } from '../database/index.js';
import { inject, injectable } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { ActivityKeys } from './ActivityKeys.js';
import { DayTotals } from './DayTotals.js';
import { dayOf } from './days.js';
import { OpenSessions } from './OpenSessions.js';
import { WatchRecord } from './WatchRecord.js';

/** A watch that runs. */
interface Watch {
	readonly from: number;
	/** Where a later watch begins, which was recorded before the clock was set back. */
	readonly limit: number;
	/** When it was last written down that somebody came, left or changed. */
	changedAt: number;
}

/**
 * Writes down who is in voice, who writes, and when somebody was watching. Every call is a transaction: whoever is killed
 * loses what came after the last one. All times are epoch milliseconds.
 *
 * Watches of a guild never overlap. Time that the clock shows a second time, because it was set back, has its record: nothing
 * is taken from it, and nothing is added.
 */
@injectable()
export class ActivityLedger {
	/** The watches that run, by guild id. */
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

	/** Ends what a killed process has left open, at its last checkpoint: what came after it was not watched. */
	recover(): void {
		transact(this.database, () => {
			for (const guild of this.sessions.guilds()) this.sessions.closeAll(guild);
			this.#statements.removeEmpty.run({ guild: null });
		});
	}

	/** Makes one transaction of many calls. */
	together(write: () => void): void {
		transact(this.database, write);
	}

	/** Forgets the watches that run: they end at their last checkpoint, when {@link recover} can write that down. */
	abandon(): void {
		this.#watches.clear();
	}

	isWatching(guildId: string): boolean {
		return this.#watches.has(guildId);
	}

	/** Begins to watch, where time has no record yet: now, or when the clock gets there. */
	beginWatch(guildId: string, at: number): void {
		this.endWatch(guildId, at);
		const guild = this.keys.guild(guildId);
		let from = at;
		for (let end = this.#endOfRecord(guild, from); end > from; end = this.#endOfRecord(guild, from)) from = end;
		const limit = this.#statements.watchAfter.get(guild, from) ?? Number.POSITIVE_INFINITY;
		this.#statements.beginWatch.run(guild, from, from);
		this.#watches.set(guildId, { from, limit, changedAt: from });
	}

	/** The end of the watch that runs, where that lies before now, because later time has its record already. */
	limitBefore(guildId: string, at: number): number | undefined {
		const limit = this.#watches.get(guildId)?.limit;
		return limit !== undefined && limit <= at ? limit : undefined;
	}

	/** The checkpoint: everybody who is in voice was there until now. */
	extendWatch(guildId: string, at: number): void {
		const watch = this.#watches.get(guildId);
		if (watch) this.#statements.extendWatch.run(within(watch, at), this.keys.guild(guildId), watch.from);
	}

	/** Takes back that anybody watched after this moment: nothing was heard since. What was written down later than that stands. */
	cutWatch(guildId: string, at: number): void {
		const watch = this.#watches.get(guildId);
		if (watch) this.#statements.cutWatch.run(Math.max(at, watch.changedAt), this.keys.guild(guildId), watch.from);
	}

	/** @param at - `undefined` where nothing is known since the last checkpoint. */
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

	/** Says how somebody is in voice since now; `undefined`: not at all, or not to be recorded. */
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

	/** Until when there is a record of this moment; before the moment where there is none. */
	#endOfRecord(guild: number, at: number): number {
		return this.record.untilAt(guild, at) ?? Number.NEGATIVE_INFINITY;
	}
}

const within = ({ from, limit }: Watch, at: number) => Math.min(Math.max(at, from), limit);
