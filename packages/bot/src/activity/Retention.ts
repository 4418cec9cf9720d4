import { type Database, LogPurger, transact } from '../database/index.js';
import { inject, injectable } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { GuildSettingsStore } from '../settings/index.js';
import { turn } from '../work/turn.js';
import { dayOf } from './days.js';
import { ExpiredSums } from './ExpiredSums.js';
import { OpenSessions } from './OpenSessions.js';

/** How many rows are removed before other work gets its turn. */
const AT_A_TIME = 2_000;
const KEYS = {
	session: 'guild, day, member, from_at, until_at, is_active',
	message: 'guild, day, member, at',
} as const;

/**
 * Removes single sessions and messages that are older than the retention of the guild, and the old part of running
 * sessions. The sums of their days stay for thirteen months.
 */
@injectable()
export class Retention {
	#prunedDay: number | undefined;
	#isStopped = false;
	readonly #statements;

	constructor(
		@inject(DI_TOKENS.Database) private readonly database: Database,
		@inject(GuildSettingsStore) private readonly settings: GuildSettingsStore,
		@inject(OpenSessions) private readonly open: OpenSessions,
		@inject(ExpiredSums) private readonly sums: ExpiredSums,
		@inject(LogPurger) private readonly purger: LogPurger,
	) {
		this.#statements = {
			guilds: database.prepare<[], { id: number; guild_id: string }>('SELECT id, guild_id FROM activity_guild'),
			guild: database.prepare<[string], number>('SELECT id FROM activity_guild WHERE guild_id = ?').pluck(),
			// A wrong clock may have pruned too much, up to now. From tomorrow on all single sessions are there.
			keep: database.prepare<[{ firstKept: number; today: number; guild: number }]>(
				'UPDATE activity_guild SET raw_since_day = min(max(raw_since_day, @firstKept), @today + 1) WHERE id = @guild',
			),
			remove: (['session', 'message'] as const).map((name) =>
				database.prepare<[number, number, number]>(
					`DELETE FROM activity_${name} WHERE (${KEYS[name]}) IN (
						SELECT ${KEYS[name]} FROM activity_${name} WHERE guild = ? AND day < ? LIMIT ?)`,
				),
			),
		};
	}

	/** Prunes if the day has changed since the last call. */
	async pruneDaily(at: number): Promise<void> {
		const today = dayOf(at);
		if (today === this.#prunedDay) return;
		this.#prunedDay = today;
		try {
			for (const { id, guild_id } of this.#statements.guilds.all()) await this.#prune(id, guild_id, today);
		} catch (error) {
			this.#prunedDay = undefined;
			throw error;
		}
	}

	/** Prunes one guild after its settings have changed. */
	async pruneGuild(guildId: string, at: number): Promise<void> {
		const guild = this.#statements.guild.get(guildId);
		if (guild !== undefined) await this.#prune(guild, guildId, dayOf(at));
	}

	/** The next start finds what is left to remove. */
	stop(): void {
		this.#isStopped = true;
	}

	/** Small removals run at once; large ones take turns with other work. */
	async #prune(guild: number, guildId: string, today: number): Promise<void> {
		let inThisTurn = 0;
		let removed = 0;
		for (const count of this.#steps(guild, today, today - this.settings.get(guildId).retentionDays)) {
			removed += count;
			inThisTurn += count;
			if (inThisTurn < AT_A_TIME) continue;
			await turn();
			if (this.#isStopped) return;
			inThisTurn = 0;
		}
		if (removed > 0) this.purger.purge();
	}

	*#steps(guild: number, today: number, firstKept: number): Generator<number> {
		transact(this.database, () => {
			this.#statements.keep.run({ firstKept, today, guild });
			this.open.shorten(guild, firstKept);
		});
		for (const remove of this.#statements.remove) {
			for (let count = AT_A_TIME; count === AT_A_TIME; ) {
				count = remove.run(guild, firstKept, AT_A_TIME).changes;
				yield count;
			}
		}
		yield* this.sums.expire(guild, today);
	}
}
