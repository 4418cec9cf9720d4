import { type Database, transact } from '../database/index.js';
import { inject, injectable } from '../injection/index.js';
import type { Feature } from '../interfaces/Feature.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { canonicalTimeZone, checkHours, checkPatch } from './checkSettings.js';
import { DEFAULT_SETTINGS, type GuildSettings, type SettingsPatch } from './GuildSettings.js';

/** SQLite has no booleans. */
type Row = {
	[Key in keyof typeof DEFAULT_SETTINGS]: GuildSettings[Key] extends boolean ? number : GuildSettings[Key];
};

const COLUMNS =
	'report_channel_id AS reportChannelId, afk_role_id AS afkRoleId, time_zone AS timeZone, retention_days AS retentionDays, leaver_days AS leaverDays, counts_alone AS countsAlone, counts_deafened AS countsDeafened, least_observed_percent AS leastObservedPercent';
const UPSERT = `INSERT INTO settings_guild (
		guild_id, report_channel_id, afk_role_id, time_zone, retention_days, leaver_days, counts_alone, counts_deafened,
		least_observed_percent
	) VALUES (@guildId, @reportChannelId, @afkRoleId, @timeZone, @retentionDays, @leaverDays, @countsAlone,
		@countsDeafened, @leastObservedPercent)
	ON CONFLICT (guild_id) DO UPDATE SET report_channel_id = @reportChannelId, afk_role_id = @afkRoleId,
		time_zone = @timeZone, retention_days = @retentionDays, leaver_days = @leaverDays,
		counts_alone = @countsAlone, counts_deafened = @countsDeafened, least_observed_percent = @leastObservedPercent`;

/** The settings of every guild. Reads and writes are finished when they return. */
@injectable()
export class GuildSettingsStore implements Feature {
	readonly name = 'settings';
	readonly #statements;
	readonly #listeners: ((guildId: string) => void)[] = [];

	constructor(@inject(DI_TOKENS.Database) private readonly database: Database) {
		this.#statements = {
			row: database.prepare<[string], Row>(`SELECT ${COLUMNS} FROM settings_guild WHERE guild_id = ?`),
			hours: database.prepare<[string], { role_id: string; hours: number }>(
				'SELECT role_id, hours FROM settings_required_hours WHERE guild_id = ? ORDER BY role_id',
			),
			guilds: database
				.prepare<[], string>('SELECT guild_id FROM settings_guild UNION SELECT guild_id FROM settings_required_hours')
				.pluck(),
			put: database.prepare<[Row & { guildId: string }]>(UPSERT),
			putHours: database.prepare<[string, string, number]>(
				'INSERT INTO settings_required_hours VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET hours = excluded.hours',
			),
			removeHours: database.prepare<[string, string]>(
				'DELETE FROM settings_required_hours WHERE guild_id = ? AND role_id = ?',
			),
			removeAllHours: database.prepare<[string]>('DELETE FROM settings_required_hours WHERE guild_id = ?'),
			remove: database.prepare<[string]>('DELETE FROM settings_guild WHERE guild_id = ?'),
		};
	}

	/** The settings of a guild, with defaults for what was not set. */
	get(guildId: string): GuildSettings {
		const row = this.#statements.row.get(guildId) ?? DEFAULT_SETTINGS;
		const hours = this.#statements.hours.all(guildId);
		return {
			guildId,
			...row,
			countsAlone: Boolean(row.countsAlone),
			countsDeafened: Boolean(row.countsDeafened),
			requiredHours: new Map(hours.map(({ role_id, hours }) => [role_id, hours])),
		};
	}

	/**
	 * Changes the keys of the patch, and returns the new settings.
	 *
	 * @throws RangeError that names the wrong value; nothing is changed then
	 *
	 */
	set(guildId: string, patch: SettingsPatch): GuildSettings {
		checkPatch(patch);
		const { requiredHours, ...before } = this.get(guildId);
		const after = { ...before, ...patch };
		this.#statements.put.run({
			...after,
			timeZone: canonicalTimeZone(after.timeZone) ?? after.timeZone,
			countsAlone: Number(after.countsAlone),
			countsDeafened: Number(after.countsDeafened),
		});
		for (const tell of this.#listeners) tell(guildId);
		return this.get(guildId);
	}

	/** Calls the listener after each change by {@link set}. A listener must not throw. */
	onChange(listener: (guildId: string) => void): void {
		this.#listeners.push(listener);
	}

	/**
	 * Sets the hours that the members of a role need; `null` removes the requirement.
	 *
	 * @throws RangeError if the hours are not valid
	 *
	 */
	setRequiredHours(guildId: string, roleId: string, hours: number | null): GuildSettings {
		if (hours === null) this.#statements.removeHours.run(guildId, roleId);
		else {
			checkHours(hours);
			this.#statements.putHours.run(guildId, roleId, hours);
		}
		return this.get(guildId);
	}

	/** The settings of every guild that has set something. */
	list(): GuildSettings[] {
		return this.#statements.guilds.all().map((guildId) => this.get(guildId));
	}

	removeGuild(guildId: string): void {
		transact(this.database, () => {
			this.#statements.removeAllHours.run(guildId);
			this.#statements.remove.run(guildId);
		});
	}
}
