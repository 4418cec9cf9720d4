import type { Migrations } from '../database/index.js';

/**
 * Members have a number per guild, which all rows are kept by. `activity_open` holds who is in voice now: it ends with the
 * watch of its guild, so that one row to write a checkpoint extends everybody. Closed sessions are cut at midnight of UTC.
 * A row of `activity_total` is the sum of everything up to the end of its day: a period is the difference of two rows,
 * however long it is.
 */
export const activityMigrations: Migrations = {
	room: 'activity',
	steps: [
		`CREATE TABLE activity_guild (
			id INTEGER PRIMARY KEY, guild_id TEXT NOT NULL UNIQUE, raw_since_day INTEGER NOT NULL DEFAULT 0
		) STRICT;
		CREATE TABLE activity_member (
			id INTEGER PRIMARY KEY, guild INTEGER NOT NULL, user_id TEXT NOT NULL, UNIQUE (guild, user_id)
		) STRICT;
		CREATE TABLE activity_watch (
			guild INTEGER NOT NULL, from_at INTEGER NOT NULL, until_at INTEGER NOT NULL, PRIMARY KEY (guild, from_at)
		) STRICT, WITHOUT ROWID;
		CREATE TABLE activity_open (
			guild INTEGER NOT NULL, member INTEGER NOT NULL, from_at INTEGER NOT NULL, is_active INTEGER NOT NULL,
			PRIMARY KEY (guild, member)
		) STRICT, WITHOUT ROWID;
		CREATE TABLE activity_session (
			guild INTEGER NOT NULL, day INTEGER NOT NULL, member INTEGER NOT NULL, from_at INTEGER NOT NULL,
			until_at INTEGER NOT NULL, is_active INTEGER NOT NULL, PRIMARY KEY (guild, day, member, from_at, until_at, is_active)
		) STRICT, WITHOUT ROWID;
		CREATE INDEX activity_session_member ON activity_session (member);
		CREATE TABLE activity_message (
			guild INTEGER NOT NULL, day INTEGER NOT NULL, member INTEGER NOT NULL, at INTEGER NOT NULL, messages INTEGER NOT NULL,
			PRIMARY KEY (guild, day, member, at)
		) STRICT, WITHOUT ROWID;
		CREATE INDEX activity_message_member ON activity_message (member);
		CREATE TABLE activity_total (
			member INTEGER NOT NULL, day INTEGER NOT NULL, active_ms INTEGER NOT NULL, idle_ms INTEGER NOT NULL,
			messages INTEGER NOT NULL, last_seen_at INTEGER NOT NULL, PRIMARY KEY (member, day)
		) STRICT, WITHOUT ROWID;
		CREATE INDEX activity_open_member ON activity_open (member);
		CREATE TABLE activity_opt_out (
			guild_id TEXT NOT NULL, user_id TEXT NOT NULL, PRIMARY KEY (guild_id, user_id)
		) STRICT, WITHOUT ROWID;`,
	],
};
