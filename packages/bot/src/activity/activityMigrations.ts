import type { Migrations } from '../interfaces/Migrations.js';

/** Stores the newest row of a member's totals beside their number. A later step repeats this, so it must not change. */
export const NEWEST = `(last_day, active_ms, idle_ms, messages, last_seen_at) = (
	SELECT day, active_ms, idle_ms, messages, last_seen_at FROM activity_total WHERE member = id ORDER BY day DESC LIMIT 1)`;

/**
 * Members have a number per guild, which all rows use. `activity_open` holds the members in voice now. Each of its rows
 * ends with the watch of its guild, so one row per checkpoint extends everyone. Closed sessions are cut at midnight
 * UTC. A row of `activity_total` is the sum of everything up to the end of its day, so any period is the difference of
 * two rows. The newest row is stored with the member, too, and has an index. So a period up to now reads one row per
 * member, and none for members that were absent.
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
		`ALTER TABLE activity_member ADD COLUMN last_day INTEGER NOT NULL DEFAULT -1;
		ALTER TABLE activity_member ADD COLUMN active_ms INTEGER NOT NULL DEFAULT 0;
		ALTER TABLE activity_member ADD COLUMN idle_ms INTEGER NOT NULL DEFAULT 0;
		ALTER TABLE activity_member ADD COLUMN messages INTEGER NOT NULL DEFAULT 0;
		ALTER TABLE activity_member ADD COLUMN last_seen_at INTEGER NOT NULL DEFAULT 0;
		UPDATE activity_member SET ${NEWEST} WHERE id IN (SELECT member FROM activity_total);
		CREATE INDEX activity_member_newest
		ON activity_member (guild, last_day, user_id, active_ms, idle_ms, messages, last_seen_at);`,
		// In direct messages the rows of a user are read in all guilds at once.
		`CREATE INDEX activity_member_user ON activity_member (user_id);
		CREATE INDEX activity_opt_out_user ON activity_opt_out (user_id);`,
	],
};
