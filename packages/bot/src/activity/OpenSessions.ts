import { DAY_MS } from '../clock/index.js';
import type { Database } from '../database/index.js';
import { inject, injectable } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { ActivityKeys } from './ActivityKeys.js';
import { DayTotals } from './DayTotals.js';
import { splitByDay } from './days.js';
import { WatchRecord } from './WatchRecord.js';

/** The members in voice, by their numbers, and since when. */
export interface OpenSession {
	readonly member: number;
	readonly from_at: number;
	readonly is_active: number;
}

/** A member and their guild, both by number. */
interface Whose {
	readonly guild: number;
	readonly member: number;
}

/** The running sessions, and how they end. Call everything inside a transaction. */
@injectable()
export class OpenSessions {
	readonly #statements;

	constructor(
		@inject(DI_TOKENS.Database) database: Database,
		@inject(ActivityKeys) private readonly keys: ActivityKeys,
		@inject(DayTotals) private readonly totals: DayTotals,
		@inject(WatchRecord) private readonly record: WatchRecord,
	) {
		this.#statements = {
			guilds: database.prepare<[], number>('SELECT DISTINCT guild FROM activity_open').pluck(),
			open: database.prepare<[number, number, number, number]>('INSERT INTO activity_open VALUES (?, ?, ?, ?)'),
			of: database.prepare<[number, number], OpenSession>(
				'SELECT member, from_at, is_active FROM activity_open WHERE guild = ? AND member = ?',
			),
			all: database.prepare<[number], OpenSession>(
				'SELECT member, from_at, is_active FROM activity_open WHERE guild = ?',
			),
			remove: database.prepare<[number, number]>('DELETE FROM activity_open WHERE guild = ? AND member = ?'),
			shorten: database.prepare<[number, number, number]>(
				'UPDATE activity_open SET from_at = ? WHERE guild = ? AND member = ?',
			),
			keep: database.prepare<[number, number, number, number, number, number]>(
				'INSERT OR IGNORE INTO activity_session VALUES (?, ?, ?, ?, ?, ?)',
			),
		};
	}

	/** The guilds with a member in voice. */
	guilds(): number[] {
		return this.#statements.guilds.all();
	}

	of({ guild, member }: Whose): OpenSession | undefined {
		return this.#statements.of.get(guild, member);
	}

	open({ guild, member }: Whose, at: number, isActive: boolean): void {
		this.#statements.open.run(guild, member, at, Number(isActive));
	}

	close(guild: number, open: OpenSession, at: number): void {
		this.#statements.remove.run(guild, open.member);
		this.#keep(guild, open, Math.max(open.from_at, at));
	}

	/** Nobody counts as in voice after the end of the watch in which they were seen. */
	closeAll(guild: number): void {
		for (const open of this.#statements.all.all(guild)) this.close(guild, open, this.#watchedUntil(guild, open));
	}

	/** Keeps of each session the part from this day on; the earlier part goes into the daily sums. */
	shorten(guild: number, firstDay: number): void {
		for (const open of this.#statements.all.all(guild)) {
			const to = Math.min(firstDay * DAY_MS, this.#watchedUntil(guild, open));
			if (to <= open.from_at) continue;
			this.#keep(guild, open, to);
			this.#statements.shorten.run(to, guild, open.member);
		}
	}

	#watchedUntil(guild: number, { from_at }: OpenSession): number {
		return this.record.untilAt(guild, from_at) ?? from_at;
	}

	/** Single sessions of pruned days are gone, even if one of them ends later. */
	#keep(guild: number, { member, from_at, is_active }: OpenSession, until: number): void {
		const rawSince = this.keys.rawSinceDay(guild);
		for (const { day, from, to } of splitByDay({ from: from_at, to: until })) {
			if (day >= rawSince) this.#statements.keep.run(guild, day, member, from, to, is_active);
			const gain = is_active ? { activeMs: to - from } : { idleMs: to - from };
			this.totals.add(member, day, { ...gain, seenAt: Math.max(from, to - 1) });
		}
	}
}
