import type { Migrations } from '../interfaces/Migrations.js';

export const settingsMigrations: Migrations = {
	room: 'settings',
	steps: [
		`CREATE TABLE settings_guild (
			guild_id TEXT PRIMARY KEY,
			report_channel_id TEXT,
			afk_role_id TEXT,
			time_zone TEXT NOT NULL,
			retention_days INTEGER NOT NULL
		) STRICT;
		CREATE TABLE settings_required_hours (
			guild_id TEXT NOT NULL,
			role_id TEXT NOT NULL,
			hours REAL NOT NULL,
			PRIMARY KEY (guild_id, role_id)
		) STRICT, WITHOUT ROWID;`,
		`ALTER TABLE settings_guild ADD COLUMN counts_alone INTEGER NOT NULL DEFAULT 1;
		ALTER TABLE settings_guild ADD COLUMN counts_deafened INTEGER NOT NULL DEFAULT 1;`,
		'ALTER TABLE settings_guild ADD COLUMN least_observed_percent INTEGER NOT NULL DEFAULT 50',
		'ALTER TABLE settings_guild ADD COLUMN leaver_days INTEGER NOT NULL DEFAULT 30',
	],
};
