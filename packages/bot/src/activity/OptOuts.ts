import type { Database } from '../database/index.js';
import { inject, injectable } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';

/**
 * The users that want nothing recorded: only that fact. It outlives the erasure of data and the removal of the bot from
 * a guild, since a bot that is invited again must respect it.
 */
@injectable()
export class OptOuts {
	readonly #has;
	readonly #add;
	readonly #remove;
	readonly #guilds;

	constructor(@inject(DI_TOKENS.Database) database: Database) {
		this.#has = database
			.prepare<[string, string], number>('SELECT 1 FROM activity_opt_out WHERE guild_id = ? AND user_id = ?')
			.pluck();
		this.#add = database.prepare<[string, string]>('INSERT OR IGNORE INTO activity_opt_out VALUES (?, ?)');
		this.#remove = database.prepare<[string, string]>(
			'DELETE FROM activity_opt_out WHERE guild_id = ? AND user_id = ?',
		);
		this.#guilds = database
			.prepare<[string], string>('SELECT guild_id FROM activity_opt_out WHERE user_id = ?')
			.pluck();
	}

	/** The guilds in which the user has opted out, including guilds that the bot has left. */
	guildsOf(userId: string): string[] {
		return this.#guilds.all(userId);
	}

	has(guildId: string, userId: string): boolean {
		return this.#has.get(guildId, userId) !== undefined;
	}

	add(guildId: string, userId: string): void {
		this.#add.run(guildId, userId);
	}

	remove(guildId: string, userId: string): void {
		this.#remove.run(guildId, userId);
	}
}
