import type { Database } from '../database/index.js';
import type { Period } from '../interfaces/ActivitySource.js';

/** A member's activity in part of a period. It is an array, since 100,000 objects would take longer than the query. */
export type SumRow = [userId: string, activeMs: number, idleMs: number, messages: number, lastSeenAt: number];

/** The members whose sums are wanted: `members` is a JSON array of numbers, or `null` for the whole guild. */
export interface SumScope {
	readonly guild: number;
	readonly members: string | null;
}

const OVERLAP = `max(from_at, @from) AS a, min(until_at, @to) AS b`;
const TOUCHES = `from_at < @to AND (until_at > @from OR from_at >= @from)`;
const FROM_SESSIONS = (table: string, where: string) => `
	SELECT member, sum(CASE is_active WHEN 1 THEN b - a ELSE 0 END) AS activeMs,
		sum(CASE is_active WHEN 0 THEN b - a ELSE 0 END) AS idleMs, 0 AS messages, max(max(a, b - 1)) AS lastSeenAt
	FROM (SELECT member, is_active, ${OVERLAP} FROM ${table} WHERE ${where} AND ${TOUCHES}) GROUP BY member`;
const WITH_USERS = (inner: string) =>
	`SELECT m.user_id AS userId, s.activeMs, s.idleMs, s.messages, s.lastSeenAt FROM (${inner}) s JOIN activity_member m ON m.id = s.member`;
/** The members in voice, up to the checkpoint of the watch in which they were seen. */
const OPEN = `(SELECT o.*, max(o.from_at, (SELECT w.until_at FROM activity_watch w
	WHERE w.guild = @guild AND w.from_at <= o.from_at ORDER BY w.from_at DESC LIMIT 1)) AS until_at
	FROM activity_open o WHERE o.guild = @guild)`;
const SOME = 'member IN (SELECT value FROM json_each(@members))';

/** The difference between the row that ends the period and the one before it. */
const difference = (last: 'm' | 'e') => `m.user_id AS userId, ${last}.active_ms - coalesce(b.active_ms, 0) AS activeMs,
	${last}.idle_ms - coalesce(b.idle_ms, 0) AS idleMs, ${last}.messages - coalesce(b.messages, 0) AS messages,
	${last}.last_seen_at AS lastSeenAt`;
const lastBefore = (day: string) => `(SELECT max(day) FROM activity_total WHERE member = m.id AND day < ${day})`;

/** The queries for sums: of all members of a guild, or of some, which are looked up one by one in the indexes. */
export class SumStatements {
	readonly #all;
	readonly #some;

	constructor(database: Database) {
		this.#all = prepare(database, 'activity_member m WHERE m.guild = @guild', '1');
		this.#some = prepare(database, 'json_each(@members) JOIN activity_member m ON m.id = value WHERE 1', SOME);
	}

	/** Whole days, from `first` to before `end`. */
	days(scope: SumScope, days: { readonly first: number; readonly end: number }): SumRow[] {
		return this.#of(scope).days.all({ ...scope, ...days });
	}

	/** Ended sessions: the part of one day that lies in the period. */
	sessions(scope: SumScope, part: Period & { readonly day: number }): SumRow[] {
		return this.#of(scope).sessions.all({ ...scope, ...part });
	}

	messages(scope: SumScope, part: Period & { readonly day: number }): SumRow[] {
		return this.#of(scope).messages.all({ ...scope, ...part });
	}

	/** Running sessions. */
	open(scope: SumScope, period: Period): SumRow[] {
		return this.#of(scope).open.all({ ...scope, ...period });
	}

	#of({ members }: SumScope) {
		return members === null ? this.#all : this.#some;
	}
}

function prepare(database: Database, members: string, isAsked: string) {
	const of = <Parameters>(sql: string) => database.prepare<[SumScope & Parameters], SumRow>(sql).raw();
	return {
		// The row that ends the period is either the newest, which is stored with the member, or found in the index. So is
		// the one before the period, and no row in between is read.
		days: of<{ first: number; end: number }>(`
			SELECT ${difference('m')} FROM (SELECT m.* FROM ${members} AND m.last_day >= @first AND m.last_day < @end) m
			LEFT JOIN activity_total b ON b.member = m.id AND b.day = ${lastBefore('@first')}
			UNION ALL
			SELECT ${difference('e')} FROM (SELECT m.* FROM ${members} AND m.last_day >= @end) m
			JOIN activity_total e ON e.member = m.id AND e.day = ${lastBefore('@end')}
			LEFT JOIN activity_total b ON b.member = m.id AND b.day = ${lastBefore('@first')}
			WHERE e.day >= @first`),
		sessions: of<Period & { day: number }>(
			WITH_USERS(FROM_SESSIONS('activity_session', `guild = @guild AND day = @day AND ${isAsked}`)),
		),
		open: of<Period>(WITH_USERS(FROM_SESSIONS(OPEN, isAsked))),
		messages: of<Period & { day: number }>(
			WITH_USERS(`
				SELECT member, 0 AS activeMs, 0 AS idleMs, sum(messages) AS messages, max(at) AS lastSeenAt FROM activity_message
				WHERE guild = @guild AND day = @day AND at >= @from AND at < @to AND ${isAsked} GROUP BY member`),
		),
	};
}
