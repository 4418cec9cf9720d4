import { DAY_MS } from '../clock/index.js';
import type { Database } from '../database/index.js';
import { inject, injectable } from '../injection/index.js';
import type { PersonalData, PersonalRow } from '../interfaces/PersonalData.js';
import { DI_TOKENS } from '../interfaces/tokens.js';

/** Who has left a guild that still keeps something of them, and the day of UTC on which they did, or on which it was noticed. */
@injectable()
export class LeaverStore implements PersonalData {
	readonly room = 'membership';
	readonly #statements;

	constructor(@inject(DI_TOKENS.Database) database: Database) {
		this.#statements = {
			note: database.prepare<[string, string, number]>('INSERT OR IGNORE INTO privacy_left VALUES (?, ?, ?)'),
			forget: database.prepare<[string, string]>('DELETE FROM privacy_left WHERE guild_id = ? AND user_id = ?'),
			of: database
				.prepare<[string, string], number>('SELECT day FROM privacy_left WHERE guild_id = ? AND user_id = ?')
				.pluck(),
			until: database
				.prepare<[string, number], string>('SELECT user_id FROM privacy_left WHERE guild_id = ? AND day <= ?')
				.pluck(),
			guilds: database.prepare<[string], string>('SELECT guild_id FROM privacy_left WHERE user_id = ?').pluck(),
			removeGuild: ['privacy_left', 'privacy_compared'].map((table) =>
				database.prepare<[string]>(`DELETE FROM ${table} WHERE guild_id = ?`),
			),
			compared: database.prepare<[string], number>('SELECT day FROM privacy_compared WHERE guild_id = ?').pluck(),
			setCompared: database.prepare<[string, number]>(
				'INSERT INTO privacy_compared VALUES (?, ?) ON CONFLICT DO UPDATE SET day = excluded.day',
			),
		};
	}

	/** Notes that somebody is no member any more; the day of an earlier note stands. */
	note(guildId: string, userId: string, day: number): void {
		this.#statements.note.run(guildId, userId, day);
	}

	/** Somebody is a member again, or nothing is kept of them any more. */
	forget(guildId: string, userId: string): number {
		return this.#statements.forget.run(guildId, userId).changes;
	}

	/** Who has left on this day or before it. */
	leftUntil(guildId: string, day: number): string[] {
		return this.#statements.until.all(guildId, day);
	}

	/** The day on which it was looked for those whose leave was missed. */
	comparedOn(guildId: string): number | undefined {
		return this.#statements.compared.get(guildId);
	}

	setCompared(guildId: string, day: number): void {
		this.#statements.setCompared.run(guildId, day);
	}

	removeGuild(guildId: string): void {
		for (const statement of this.#statements.removeGuild) statement.run(guildId);
	}

	guildsOf(userId: string): readonly string[] {
		return this.#statements.guilds.all(userId);
	}

	/** Nobody of whom it is the only thing that is kept. */
	usersOf(): readonly [] {
		return [];
	}

	count(guildId: string, userId: string): number {
		return this.#statements.of.get(guildId, userId) === undefined ? 0 : 1;
	}

	newest(guildId: string, userId: string): readonly PersonalRow[] {
		return this.export(guildId, userId);
	}

	export(guildId: string, userId: string): readonly PersonalRow[] {
		const day = this.#statements.of.get(guildId, userId);
		return day === undefined ? [] : [{ left: new Date(day * DAY_MS).toISOString().slice(0, 10) }];
	}

	erase(guildId: string, userId: string): number {
		return this.forget(guildId, userId);
	}
}
