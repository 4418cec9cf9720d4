import type { Migrations } from '../interfaces/Migrations.js';

export const absenceMigrations: Migrations = {
	room: 'absences',
	steps: [
		`CREATE TABLE absences_absence (
			id INTEGER PRIMARY KEY,
			guild_id TEXT NOT NULL,
			user_id TEXT NOT NULL,
			from_at INTEGER NOT NULL,
			until_at INTEGER NOT NULL,
			reason TEXT,
			set_by TEXT NOT NULL,
			role_id TEXT
		) STRICT;
		CREATE INDEX absences_by_user ON absences_absence (guild_id, user_id, until_at);
		CREATE INDEX absences_by_end ON absences_absence (guild_id, until_at);
		CREATE INDEX absences_with_role ON absences_absence (until_at) WHERE role_id IS NOT NULL;`,
		`CREATE TABLE absences_role (
			guild_id TEXT NOT NULL, user_id TEXT NOT NULL, role_id TEXT NOT NULL,
			PRIMARY KEY (guild_id, user_id, role_id)
		) STRICT, WITHOUT ROWID;`,
		`CREATE INDEX absences_of_user ON absences_absence (user_id, guild_id);
		CREATE INDEX absences_set_by ON absences_absence (set_by, guild_id);
		CREATE INDEX absences_role_user ON absences_role (user_id);`,
	],
};
