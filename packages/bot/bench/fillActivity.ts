import { NEWEST } from '../src/activity/activityMigrations.js';
import { DAY_MS } from '../src/clock/index.js';
import type { Database } from '../src/database/index.js';
import { DAYS, FIRST_DAY, memberYear } from './memberYear.js';

export const GUILD_ID = '100000000000000000';
/** The guild's number in the tables. */
const GUILD = 1;

/**
 * Writes the year of so many members directly into the tables, since recording it event by event would take hours.
 *
 * @returns how many rows there are
 */
export function fillActivity(database: Database, members: number, rawDays: number): number {
	const rawSince = FIRST_DAY + DAYS - rawDays;
	const end = (FIRST_DAY + DAYS) * DAY_MS;
	const put = statements(database);
	let rows = 0;
	database.transaction(() => {
		put.guild.run(GUILD, GUILD_ID, rawSince);
		put.watch.run(GUILD, FIRST_DAY * DAY_MS, end);
		for (let member = 1; member <= members; member++) rows += fillMember(put, member, rawSince);
	})();
	database.exec(`UPDATE activity_member SET ${NEWEST}; ANALYZE`);
	return rows;
}

export const userIdOf = (member: number): string => String(200_000_000_000_000_000n + BigInt(member));

function fillMember(put: ReturnType<typeof statements>, member: number, rawSince: number): number {
	const total = { activeMs: 0, idleMs: 0, messages: 0 };
	let rows = 1;
	put.member.run(member, GUILD, userIdOf(member));
	for (const { day, spans, messages } of memberYear(member)) {
		for (const { from, to, isActive } of spans) total[isActive ? 'activeMs' : 'idleMs'] += to - from;
		total.messages += messages.length;
		const lastSeenAt = Math.max(...spans.map(({ to }) => to - 1), ...messages);
		put.total.run(member, day, total.activeMs, total.idleMs, total.messages, lastSeenAt);
		rows++;
		if (day < rawSince) continue;
		for (const { from, to, isActive } of spans) put.session.run(GUILD, day, member, from, to, Number(isActive));
		for (const at of messages) put.message.run(GUILD, day, member, at);
		rows += spans.length + messages.length;
	}
	return rows;
}

function statements(database: Database) {
	const insert = (rest: string) => database.prepare<(number | string)[]>(`INSERT INTO ${rest}`);
	return {
		guild: insert('activity_guild (id, guild_id, raw_since_day) VALUES (?, ?, ?)'),
		watch: insert('activity_watch (guild, from_at, until_at) VALUES (?, ?, ?)'),
		member: insert('activity_member (id, guild, user_id) VALUES (?, ?, ?)'),
		total: insert('activity_total (member, day, active_ms, idle_ms, messages, last_seen_at) VALUES (?, ?, ?, ?, ?, ?)'),
		session: insert('activity_session (guild, day, member, from_at, until_at, is_active) VALUES (?, ?, ?, ?, ?, ?)'),
		message: insert(`activity_message (guild, day, member, at, messages) VALUES (?, ?, ?, ?, 1)
			ON CONFLICT DO UPDATE SET messages = messages + 1`),
	};
}
