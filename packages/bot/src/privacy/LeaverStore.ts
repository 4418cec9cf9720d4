import { DAY_MS } from '../clock/index.js';
import type { Database } from '../database/index.js';
import { inject, injectable } from '../injection/index.js';
import type { PersonalData, PersonalRow } from '../interfaces/PersonalData.js';
import { DI_TOKENS } from '../interfaces/tokens.js';

/** The users that left a guild which still holds data about them, with the UTC day of the leave or of its discovery. */
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

	/** Notes that a user is no longer a member. The day of an earlier note stays. */
	note(guildId: string, userId: string, day: number): void {
		this.#statements.note.run(guildId, userId, day);
	}

	/** The user is a member again, or no data about them is left. */
	forget(guildId: string, userId: string): number {
		return this.#statements.forget.run(guildId, userId).changes;
	}

	/** The users that left on this day or before it. */
	leftUntil(guildId: string, day: number): string[] {
		return this.#statements.until.all(guildId, day);
	}

	/** The day of the last search for missed leaves. */
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

	/** Without users who have nothing else here. */
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
