import { createHash } from 'node:crypto';
import { type APIApplicationCommand, type Client, Routes } from 'discord.js';
import type { Database } from '../database/index.js';
import { inject, injectable } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import type { Logger } from '../logging/index.js';
import { CommandBook } from './CommandBook.js';

/** Registers the commands with Discord, if they have changed since the last time. */
@injectable()
export class CommandRegistrar {
	readonly #find;
	readonly #keep;

	constructor(
		@inject(CommandBook) private readonly book: CommandBook,
		@inject(DI_TOKENS.Database) database: Database,
		@inject(DI_TOKENS.Logger) private readonly logger: Logger,
	) {
		this.#find = database
			.prepare<[string], string>('SELECT fingerprint FROM commands_registered WHERE application_id = ?')
			.pluck();
		this.#keep = database.prepare<[string, string]>(
			'INSERT INTO commands_registered VALUES (?, ?) ON CONFLICT DO UPDATE SET fingerprint = excluded.fingerprint',
		);
	}

	/**
	 * Registers changed commands. A failure is logged and stops nothing, since the commands of the last time still work.
	 *
	 * @returns whether anything was registered
	 *
	 */
	async register(client: Client<true>): Promise<boolean> {
		try {
			return await this.#register(client);
		} catch (error) {
			this.logger.error({ err: error }, 'The commands could not be registered; trying again at the next start');
			return false;
		}
	}

	async #register({ rest, application }: Client<true>): Promise<boolean> {
		const path = Routes.applicationCommands(application.id);
		const commands = this.book.describe();
		const last = this.#find.get(application.id);
		if (last !== undefined) {
			const known = (await rest.get(path)) as APIApplicationCommand[];
			if (last === fingerprint(commands, known)) return false;
		}
		const registered = (await rest.put(path, { body: commands })) as APIApplicationCommand[];
		this.#keep.run(application.id, fingerprint(commands, registered));
		this.logger.info({ commands: commands.map(({ name }) => name) }, 'Registered the commands');
		return true;
	}
}

/**
 * The definitions as sent, and the versions that Discord gave them. Discord adds defaults to the definitions that it
 * returns, so the two cannot be compared directly. But a version changes with each change, whoever made it.
 */
function fingerprint(ours: readonly object[], theirs: readonly APIApplicationCommand[]): string {
	const versions = theirs.map(({ id, version }) => `${id} ${version}`).sort();
	return createHash('sha256')
		.update(JSON.stringify([ours, versions]))
		.digest('hex');
}
