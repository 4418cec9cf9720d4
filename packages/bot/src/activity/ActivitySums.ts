import { DAY_MS } from '../clock/index.js';
import type { Database } from '../database/index.js';
import { inject, injectable } from '../di/injection.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { ActivityKeys } from './ActivityKeys.js';
import type { ActivitySum, Period } from './ActivitySource.js';
import { type DayPart, splitPeriod } from './days.js';

interface Row extends ActivitySum {
	readonly userId: string;
}

const OVERLAP = `max(from_at, @from) AS a, min(until_at, @to) AS b`;
const TOUCHES = `from_at < @to AND (until_at > @from OR from_at >= @from)`;
const FROM_SESSIONS = (table: string, where: string) => `
	SELECT member, sum(CASE is_active WHEN 1 THEN b - a ELSE 0 END) AS activeMs,
		sum(CASE is_active WHEN 0 THEN b - a ELSE 0 END) AS idleMs, 0 AS messages, max(max(a, b - 1)) AS lastSeenAt
	FROM (SELECT member, is_active, ${OVERLAP} FROM ${table} WHERE ${where} AND ${TOUCHES}) GROUP BY member`;
const WITH_USERS = (inner: string) =>
	`SELECT m.user_id AS userId, activeMs, idleMs, messages, lastSeenAt FROM (${inner}) JOIN activity_member m ON m.id = member`;

/** Adds up what was recorded: whole days from the sums of days, the edges of a period from single sessions. */
@injectable()
export class ActivitySums {
	readonly #statements;

	constructor(
		@inject(DI_TOKENS.Database) database: Database,
		@inject(ActivityKeys) private readonly keys: ActivityKeys,
	) {
		type Bounds = { guild: number } & Period;
		const prepare = (inner: string) => database.prepare<[Bounds & { day: number }], Row>(WITH_USERS(inner));
		this.#statements = {
			// The row that ends the period and the one before it, found in the index: no row between is read.
			days: database.prepare<[{ guild: number; first: number; end: number }], Row>(`
				SELECT m.user_id AS userId, e.active_ms - coalesce(b.active_ms, 0) AS activeMs,
					e.idle_ms - coalesce(b.idle_ms, 0) AS idleMs, e.messages - coalesce(b.messages, 0) AS messages,
					e.last_seen_at AS lastSeenAt
				FROM activity_member m
				JOIN activity_total e ON e.member = m.id
					AND e.day = (SELECT max(day) FROM activity_total WHERE member = m.id AND day < @end)
				LEFT JOIN activity_total b ON b.member = m.id
					AND b.day = (SELECT max(day) FROM activity_total WHERE member = m.id AND day < @first)
				WHERE m.guild = @guild AND e.day >= @first`),
			sessions: prepare(FROM_SESSIONS('activity_session', 'guild = @guild AND day = @day')),
			open: database.prepare<[Bounds], Row>(
				WITH_USERS(
					FROM_SESSIONS(
						`(SELECT o.*, max(o.from_at, (SELECT w.until_at FROM activity_watch w
								WHERE w.guild = @guild AND w.from_at <= o.from_at ORDER BY w.from_at DESC LIMIT 1)) AS until_at
							FROM activity_open o WHERE o.guild = @guild)`,
						'1',
					),
				),
			),
			messages: prepare(`
				SELECT member, 0 AS activeMs, 0 AS idleMs, sum(messages) AS messages, max(at) AS lastSeenAt
				FROM activity_message WHERE guild = @guild AND day = @day AND at >= @from AND at < @to GROUP BY member`),
		};
	}

	sums(guildId: string, period: Period): Map<string, ActivitySum> {
		const sums = new Map<string, ActivitySum>();
		const guild = this.keys.findGuild(guildId);
		if (guild === undefined || period.to <= period.from) return sums;
		const { first, end, edges } = splitPeriod(period);
		if (first < end) add(sums, this.#statements.days.all({ guild, first, end }));
		for (const edge of edges) for (const rows of this.#edge(guild, edge)) add(sums, rows);
		add(sums, this.#statements.open.all({ guild, ...period }));
		return sums;
	}

	/** Epoch milliseconds since when sums are exact to the millisecond; before, parts of days are shares of their days. */
	exactSince(guildId: string): number {
		const guild = this.keys.findGuild(guildId);
		return guild === undefined ? 0 : this.keys.rawSinceDay(guild) * DAY_MS;
	}

	#edge(guild: number, edge: DayPart): Row[][] {
		if (edge.day >= this.keys.rawSinceDay(guild))
			return [this.#statements.sessions.all({ guild, ...edge }), this.#statements.messages.all({ guild, ...edge })];
		const share = (edge.to - edge.from) / DAY_MS;
		const whole = this.#statements.days.all({ guild, first: edge.day, end: edge.day + 1 });
		return [whole.map((row) => partOf(row, share, edge))];
	}
}

/** The single sessions are gone: as much of the day as the part is of it. */
function partOf({ userId, activeMs, idleMs, messages, lastSeenAt }: Row, share: number, { from, to }: DayPart): Row {
	return {
		userId,
		activeMs: Math.floor(activeMs * share),
		idleMs: Math.floor(idleMs * share),
		messages: Math.round(messages * share),
		lastSeenAt: Math.min(Math.max(lastSeenAt, from), to - 1),
	};
}

function add(sums: Map<string, ActivitySum>, rows: readonly Row[]): void {
	for (const { userId, ...row } of rows) {
		const sum = sums.get(userId);
		sums.set(userId, sum ? plus(sum, row) : row);
	}
}

function plus(one: ActivitySum, other: ActivitySum): ActivitySum {
	return {
		activeMs: one.activeMs + other.activeMs,
		idleMs: one.idleMs + other.idleMs,
		messages: one.messages + other.messages,
		lastSeenAt: Math.max(one.lastSeenAt, other.lastSeenAt),
	};
}
