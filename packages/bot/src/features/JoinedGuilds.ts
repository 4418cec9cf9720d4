import type { Client } from 'discord.js';
import { type Database, transact } from '../database/index.js';
import { inject, injectable } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';

/**
 * The guilds that the bot was in, per application. The next start compares with them, since no event reports a guild
 * that was lost while the bot was down. Another bot that uses the same database takes nothing away.
 */
@injectable()
export class JoinedGuilds {
	readonly #list;
	readonly #add;
	readonly #remove;

	constructor(@inject(DI_TOKENS.Database) private readonly database: Database) {
		this.#list = database
			.prepare<[string], string>('SELECT guild_id FROM guilds_joined WHERE application_id = ?')
			.pluck();
		this.#add = database.prepare<[string, string]>('INSERT OR IGNORE INTO guilds_joined VALUES (?, ?)');
		this.#remove = database.prepare<[string, string]>(
			'DELETE FROM guilds_joined WHERE application_id = ? AND guild_id = ?',
		);
	}

	/** Notes the current guilds, including those in an outage; returns the guilds that were lost since the last time. */
	update(client: Client<true>): string[] {
		const { id } = client.application;
		const present = client.guilds.cache;
		const lost = this.#list.all(id).filter((guildId) => !present.has(guildId));
		transact(this.database, () => {
			for (const guildId of lost) this.#remove.run(id, guildId);
			for (const guildId of present.keys()) this.#add.run(id, guildId);
		});
		return lost;
	}

	add({ application }: Client, guildId: string): void {
		if (application) this.#add.run(application.id, guildId);
	}

	remove({ application }: Client, guildId: string): void {
		if (application) this.#remove.run(application.id, guildId);
	}
}
