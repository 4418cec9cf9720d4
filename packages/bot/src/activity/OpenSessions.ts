import { DAY_MS } from '../clock/index.js';
import type { Database } from '../database/index.js';
import { inject, injectable } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { ActivityKeys } from './ActivityKeys.js';
import { DayTotals } from './DayTotals.js';
import { splitByDay } from './days.js';
import { WatchRecord } from './WatchRecord.js';

/** Who is in voice, by the number of the member, and since when. */
export interface OpenSession {
	readonly member: number;
	readonly from_at: number;
	readonly is_active: number;
}

/** Somebody of a guild, both by their numbers. */
interface Whose {
	readonly guild: number;
	readonly member: number;
}

/** The sessions that still run, and what becomes of them when they end. Call everything inside a transaction. */
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

	/** The guilds in which somebody is in voice. */
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

	/** Nobody was seen in voice after the end of the watch in which that began. */
	closeAll(guild: number): void {
		for (const open of this.#statements.all.all(guild)) this.close(guild, open, this.#watchedUntil(guild, open));
	}

	/** Leaves of every session what was on this day and after it; what was before goes into the sums of days. */
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

	/** Single sessions of days that have been pruned are gone, however late it is that one of them ends. */
	#keep(guild: number, { member, from_at, is_active }: OpenSession, until: number): void {
		const rawSince = this.keys.rawSinceDay(guild);
		for (const { day, from, to } of splitByDay({ from: from_at, to: until })) {
			if (day >= rawSince) this.#statements.keep.run(guild, day, member, from, to, is_active);
			const gain = is_active ? { activeMs: to - from } : { idleMs: to - from };
			this.totals.add(member, day, { ...gain, seenAt: Math.max(from, to - 1) });
		}
	}
}
