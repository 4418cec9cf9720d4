import { type Database, transact } from '../database/index.js';
import { inject, injectable } from '../di/injection.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { GuildSettingsStore } from '../settings/index.js';
import { dayOf } from './days.js';
import { OpenSessions } from './OpenSessions.js';

/**
 * Removes single sessions and messages that are older than the guild keeps them, and what is older of sessions that still
 * run. The sums of their days stay.
 */
@injectable()
export class Retention {
	#prunedDay: number | undefined;
	readonly #statements;

	constructor(
		@inject(DI_TOKENS.Database) private readonly database: Database,
		@inject(GuildSettingsStore) private readonly settings: GuildSettingsStore,
		@inject(OpenSessions) private readonly open: OpenSessions,
	) {
		this.#statements = {
			guilds: database.prepare<[], { id: number; guild_id: string }>('SELECT id, guild_id FROM activity_guild'),
			// A clock that was wrong may have pruned too much, up to now: from tomorrow on single sessions are all there.
			keep: database.prepare<[{ firstKept: number; today: number; guild: number }]>(
				'UPDATE activity_guild SET raw_since_day = min(max(raw_since_day, @firstKept), @today + 1) WHERE id = @guild',
			),
			remove: ['session', 'message'].map((name) =>
				database.prepare<[number, number]>(`DELETE FROM activity_${name} WHERE guild = ? AND day < ?`),
			),
		};
	}

	/** Prunes where the day has changed since the last call. */
	pruneDaily(at: number): void {
		const today = dayOf(at);
		if (today === this.#prunedDay) return;
		transact(this.database, () => {
			for (const { id, guild_id } of this.#statements.guilds.all())
				this.#prune(id, today, today - this.settings.get(guild_id).retentionDays);
		});
		this.#prunedDay = today;
	}

	#prune(guild: number, today: number, firstKept: number): void {
		this.#statements.keep.run({ firstKept, today, guild });
		this.open.shorten(guild, firstKept);
		for (const remove of this.#statements.remove) remove.run(guild, firstKept);
	}
}
