import type { Database } from '../database/index.js';
import { inject, injectable } from '../di/injection.js';
import { DI_TOKENS } from '../interfaces/tokens.js';

/** How many came and went on one day, counted while the bot ran. */
export interface GrowthDay {
	/** YYYY-MM-DD in the time zone that the guild had then. */
	readonly day: string;
	readonly joins: number;
	readonly leaves: number;
}

/** Numbers by day, and no user. Reads and writes are finished when they return. */
@injectable()
export class GrowthStore {
	readonly #statements;

	constructor(@inject(DI_TOKENS.Database) database: Database) {
		this.#statements = {
			begin: database.prepare<[string, string]>('INSERT OR IGNORE INTO growth_since VALUES (?, ?)'),
			since: database.prepare<[string], string>('SELECT day FROM growth_since WHERE guild_id = ?').pluck(),
			add: database.prepare<[string, string, number, number]>(
				`INSERT INTO growth_day VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE
				SET joins = joins + excluded.joins, leaves = leaves + excluded.leaves`,
			),
			days: database.prepare<[string, string], GrowthDay>(
				'SELECT day, joins, leaves FROM growth_day WHERE guild_id = ? AND day >= ? ORDER BY day',
			),
			removeDays: database.prepare<[string]>('DELETE FROM growth_day WHERE guild_id = ?'),
			removeSince: database.prepare<[string]>('DELETE FROM growth_since WHERE guild_id = ?'),
		};
	}

	/** Notes that the bot counts in a guild from this day on; a later call changes nothing. */
	begin(guildId: string, day: string): void {
		this.#statements.begin.run(guildId, day);
	}

	/** The first day on which the bot counted. */
	since(guildId: string): string | undefined {
		return this.#statements.since.get(guildId);
	}

	count(guildId: string, day: string, what: 'joins' | 'leaves'): void {
		this.#statements.add.run(guildId, day, what === 'joins' ? 1 : 0, what === 'leaves' ? 1 : 0);
	}

	/** The days from this one on, those without a join or leave left out. */
	days(guildId: string, from: string): GrowthDay[] {
		return this.#statements.days.all(guildId, from);
	}

	removeGuild(guildId: string): void {
		this.#statements.removeDays.run(guildId);
		this.#statements.removeSince.run(guildId);
	}
}
