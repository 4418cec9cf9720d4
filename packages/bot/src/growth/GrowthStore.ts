import { type Database, transact } from '../database/index.js';
import { inject, injectable } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';

/** The joins and leaves of one day, counted while the bot ran. */
export interface GrowthDay {
	/** YYYY-MM-DD in the time zone that the guild had then. */
	readonly day: string;
	readonly joins: number;
	readonly leaves: number;
}

/** The unsaved counts of one guild. */
interface Unsaved {
	/** The day from which the bot counts, if it has just begun. */
	since?: string;
	readonly days: Map<string, GrowthDay>;
}

/**
 * Numbers per day, without users. Counts stay in memory until {@link GrowthStore.save}, and are included in all
 * answers. So a raid is written in one piece, and nothing is lost while the database refuses writes.
 */
@injectable()
export class GrowthStore {
	readonly #statements;
	readonly #unsaved = new Map<string, Unsaved>();

	constructor(@inject(DI_TOKENS.Database) private readonly database: Database) {
		this.#statements = {
			begin: database.prepare<[string, string]>('INSERT OR IGNORE INTO growth_since VALUES (?, ?)'),
			since: database.prepare<[string], string>('SELECT day FROM growth_since WHERE guild_id = ?').pluck(),
			add: database.prepare<[string, string, number, number]>(
				`INSERT INTO growth_day VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE
				SET joins = joins + excluded.joins, leaves = leaves + excluded.leaves`,
			),
			days: database.prepare<[string, string], GrowthDay>(
				'SELECT day, joins, leaves FROM growth_day WHERE guild_id = ? AND day >= ?',
			),
			removeDays: database.prepare<[string]>('DELETE FROM growth_day WHERE guild_id = ?'),
			removeSince: database.prepare<[string]>('DELETE FROM growth_since WHERE guild_id = ?'),
		};
	}

	/** Whether something is in memory only. */
	get hasUnsaved(): boolean {
		return this.#unsaved.size > 0;
	}

	/** Notes that the bot counts in a guild from this day on. A later call changes nothing. */
	begin(guildId: string, day: string): void {
		if (this.since(guildId) === undefined) this.#unsavedOf(guildId).since = day;
	}

	/** The first day on which the bot counted. */
	since(guildId: string): string | undefined {
		return this.#statements.since.get(guildId) ?? this.#unsaved.get(guildId)?.since;
	}

	count(guildId: string, day: string, what: 'joins' | 'leaves'): void {
		const { days } = this.#unsavedOf(guildId);
		const { joins, leaves } = days.get(day) ?? { joins: 0, leaves: 0 };
		days.set(day, { day, joins: joins + Number(what === 'joins'), leaves: leaves + Number(what === 'leaves') });
	}

	/** The days from this one on, without days that had no join or leave. */
	days(guildId: string, from: string): GrowthDay[] {
		const days = new Map(this.#statements.days.all(guildId, from).map((saved) => [saved.day, saved]));
		for (const { day, joins, leaves } of this.#unsaved.get(guildId)?.days.values() ?? []) {
			const saved = days.get(day) ?? { joins: 0, leaves: 0 };
			if (day >= from) days.set(day, { day, joins: saved.joins + joins, leaves: saved.leaves + leaves });
		}
		return [...days.values()].sort((one, other) => (one.day < other.day ? -1 : 1));
	}

	/** Writes what is in memory only. If the database refuses, it throws, and everything stays in memory. */
	save(): void {
		if (!this.hasUnsaved) return;
		transact(this.database, () => {
			for (const [guildId, { since, days }] of this.#unsaved) {
				if (since !== undefined) this.#statements.begin.run(guildId, since);
				for (const { day, joins, leaves } of days.values()) this.#statements.add.run(guildId, day, joins, leaves);
			}
		});
		this.#unsaved.clear();
	}

	removeGuild(guildId: string): void {
		this.#unsaved.delete(guildId);
		this.#statements.removeDays.run(guildId);
		this.#statements.removeSince.run(guildId);
	}

	#unsavedOf(guildId: string): Unsaved {
		const unsaved = this.#unsaved.get(guildId) ?? { days: new Map() };
		this.#unsaved.set(guildId, unsaved);
		return unsaved;
	}
}
