import type { Database } from '../database/index.js';
import { inject, injectable } from '../di/injection.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { ActivityKeys } from './ActivityKeys.js';
import { DayTotals } from './DayTotals.js';
import { dayOf, splitByDay } from './days.js';

interface OpenSession {
	readonly member: number;
	readonly from_at: number;
	readonly is_active: number;
}

/**
 * Writes down who is in voice, who writes, and when somebody was watching. Every call is a transaction: whoever is killed
 * loses what came after the last one. All times are epoch milliseconds, and never run backwards: the tracker sees to that.
 */
@injectable()
export class ActivityLedger {
	/** The start of the watch that runs, by guild id. */
	readonly #watches = new Map<string, number>();
	readonly #statements;

	constructor(
		@inject(DI_TOKENS.Database) private readonly database: Database,
		@inject(ActivityKeys) private readonly keys: ActivityKeys,
		@inject(DayTotals) private readonly totals: DayTotals,
	) {
		this.#statements = {
			beginWatch: database.prepare<[number, number, number]>('INSERT OR IGNORE INTO activity_watch VALUES (?, ?, ?)'),
			extendWatch: database.prepare<[number, number, number]>(
				'UPDATE activity_watch SET until_at = max(until_at, ?) WHERE guild = ? AND from_at = ?',
			),
			guildsLeftOpen: database.prepare<[], number>('SELECT DISTINCT guild FROM activity_open').pluck(),
			watchEnd: database
				.prepare<[number], number>('SELECT until_at FROM activity_watch WHERE guild = ? ORDER BY from_at DESC LIMIT 1')
				.pluck(),
			open: database.prepare<[number, number, number, number]>('INSERT INTO activity_open VALUES (?, ?, ?, ?)'),
			isOpen: database.prepare<[number, number], OpenSession>(
				'SELECT member, from_at, is_active FROM activity_open WHERE guild = ? AND member = ?',
			),
			allOpen: database.prepare<[number], OpenSession>(
				'SELECT member, from_at, is_active FROM activity_open WHERE guild = ?',
			),
			close: database.prepare<[number, number]>('DELETE FROM activity_open WHERE guild = ? AND member = ?'),
			session: database.prepare<[number, number, number, number, number, number]>(
				'INSERT OR IGNORE INTO activity_session VALUES (?, ?, ?, ?, ?, ?)',
			),
			message: database.prepare<[number, number, number, number]>(
				'INSERT INTO activity_message VALUES (?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET messages = messages + 1',
			),
		};
	}

	/** Ends what a killed process has left open, at its last checkpoint: what came after it was not watched. */
	recover(): void {
		this.database.transaction(() => {
			for (const guild of this.#statements.guildsLeftOpen.all()) this.#closeAll(guild);
		})();
	}

	/** Makes one transaction of many calls. */
	together(write: () => void): void {
		this.database.transaction(write)();
	}

	isWatching(guildId: string): boolean {
		return this.#watches.has(guildId);
	}

	beginWatch(guildId: string, at: number): void {
		this.endWatch(guildId, at);
		this.#statements.beginWatch.run(this.keys.guild(guildId), at, at);
		this.#watches.set(guildId, at);
	}

	/** The checkpoint: everybody who is in voice was there until now. */
	extendWatch(guildId: string, at: number): void {
		const from = this.#watches.get(guildId);
		if (from !== undefined) this.#statements.extendWatch.run(at, this.keys.guild(guildId), from);
	}

	/** @param at - `undefined` where nothing is known since the last checkpoint. */
	endWatch(guildId: string, at: number | undefined): void {
		if (!this.#watches.has(guildId)) return;
		this.database.transaction(() => {
			if (at !== undefined) this.extendWatch(guildId, at);
			this.#closeAll(this.keys.guild(guildId));
		})();
		this.#watches.delete(guildId);
	}

	/** Says how somebody is in voice since now; `undefined`: not at all, or not to be recorded. */
	setVoice(guildId: string, userId: string, isActive: boolean | undefined, at: number): void {
		if (!this.isWatching(guildId)) return;
		this.database.transaction(() => {
			this.extendWatch(guildId, at);
			const guild = this.keys.guild(guildId);
			const known = this.keys.findMember(guild, userId);
			const open = known === undefined ? undefined : this.#statements.isOpen.get(guild, known);
			if (open && open.is_active === Number(isActive)) return;
			if (open) this.#close(guild, open, at);
			if (isActive === undefined) return;
			this.#statements.open.run(guild, this.keys.member(guild, userId), at, Number(isActive));
		})();
	}

	addMessage(guildId: string, userId: string, at: number): void {
		this.database.transaction(() => {
			const guild = this.keys.guild(guildId);
			const member = this.keys.member(guild, userId);
			this.#statements.message.run(guild, dayOf(at), member, at);
			this.totals.add(member, dayOf(at), { messages: 1, seenAt: at });
		})();
	}

	/** Nobody was seen in voice after the end of the last watch. */
	#closeAll(guild: number): void {
		const at = this.#statements.watchEnd.get(guild) ?? 0;
		for (const open of this.#statements.allOpen.all(guild)) this.#close(guild, open, at);
	}

	#close(guild: number, { member, from_at, is_active }: OpenSession, at: number): void {
		this.#statements.close.run(guild, member);
		for (const { day, from, to } of splitByDay({ from: from_at, to: Math.max(from_at, at) })) {
			this.#statements.session.run(guild, day, member, from, to, is_active);
			const gain = is_active ? { activeMs: to - from } : { idleMs: to - from };
			this.totals.add(member, day, { ...gain, seenAt: Math.max(from, to - 1) });
		}
	}
}
