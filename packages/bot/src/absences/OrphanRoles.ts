import type { Database } from '../database/index.js';
import { inject, injectable } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';

/** A user in a guild. */
export interface Holder {
	readonly guildId: string;
	readonly userId: string;
}

/**
 * The roles that were given for absences that have been erased. Each is kept until it is taken, since Discord may
 * refuse or the bot may end first.
 */
@injectable()
export class OrphanRoles {
	readonly #statements;

	constructor(@inject(DI_TOKENS.Database) database: Database) {
		this.#statements = {
			note: database.prepare<[string, string]>(
				`INSERT OR IGNORE INTO absences_role SELECT guild_id, user_id, role_id FROM absences_absence
				WHERE guild_id = ? AND user_id = ? AND role_id IS NOT NULL`,
			),
			of: database
				.prepare<[string, string], string>('SELECT role_id FROM absences_role WHERE guild_id = ? AND user_id = ?')
				.pluck(),
			holders: database.prepare<[], Holder>(
				'SELECT DISTINCT guild_id AS guildId, user_id AS userId FROM absences_role',
			),
			remove: database.prepare<[string, string, string]>(
				'DELETE FROM absences_role WHERE guild_id = ? AND user_id = ? AND role_id = ?',
			),
			removeGuild: database.prepare<[string]>('DELETE FROM absences_role WHERE guild_id = ?'),
		};
	}

	/** Notes the roles of a user whose absences are about to be erased. */
	note(guildId: string, userId: string): void {
		this.#statements.note.run(guildId, userId);
	}

	of(guildId: string, userId: string): string[] {
		return this.#statements.of.all(guildId, userId);
	}

	/** All users that have such a role. */
	holders(): Holder[] {
		return this.#statements.holders.all();
	}

	/** Forgets a role that has been taken. */
	remove(guildId: string, userId: string, roleId: string): void {
		this.#statements.remove.run(guildId, userId, roleId);
	}

	removeGuild(guildId: string): void {
		this.#statements.removeGuild.run(guildId);
	}
}
