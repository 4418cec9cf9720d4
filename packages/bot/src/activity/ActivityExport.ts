import { DAY_MS } from '../clock/index.js';
import type { Database } from '../database/index.js';
import { inject, injectable } from '../di/injection.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { ActivityKeys } from './ActivityKeys.js';

type Rows = Record<string, unknown>[];

const iso = (at: unknown) => new Date(Number(at)).toISOString();

/** Everything that is kept of one member's activity. */
@injectable()
export class ActivityExport {
	readonly #statements;

	constructor(
		@inject(DI_TOKENS.Database) database: Database,
		@inject(ActivityKeys) private readonly keys: ActivityKeys,
	) {
		const prepare = (sql: string) => database.prepare<[number], Record<string, number>>(sql);
		this.#statements = {
			open: prepare('SELECT from_at, is_active FROM activity_open WHERE member = ?'),
			sessions: prepare(
				'SELECT from_at, until_at, is_active FROM activity_session WHERE member = ? ORDER BY from_at, until_at',
			),
			messages: prepare('SELECT at, messages FROM activity_message WHERE member = ? ORDER BY at'),
			days: prepare(`SELECT day, active_ms - lag(active_ms, 1, 0) OVER w AS active_ms,
				idle_ms - lag(idle_ms, 1, 0) OVER w AS idle_ms, messages - lag(messages, 1, 0) OVER w AS messages, last_seen_at
				FROM activity_total WHERE member = ? WINDOW w AS (ORDER BY day) ORDER BY day`),
		};
	}

	of(guildId: string, userId: string): Rows {
		const guild = this.keys.findGuild(guildId);
		const member = guild === undefined ? undefined : this.keys.findMember(guild, userId);
		if (member === undefined) return [];
		const { days, sessions, open, messages } = this.#statements;
		return [
			...days.all(member).map(({ day, active_ms, idle_ms, messages: count, last_seen_at }) => ({
				...{ kind: 'day', day: iso(Number(day) * DAY_MS).slice(0, 10), activeMs: active_ms, idleMs: idle_ms },
				...{ messages: count, lastSeenAt: iso(last_seen_at) },
			})),
			...sessions.all(member).map(({ from_at, until_at, is_active }) => ({
				...{ kind: 'voice', from: iso(from_at), until: iso(until_at), counts: is_active === 1 },
			})),
			...open.all(member).map(({ from_at, is_active }) => ({
				...{ kind: 'voice', from: iso(from_at), until: null, counts: is_active === 1 },
			})),
			...messages.all(member).map(({ at, messages: count }) => ({ kind: 'message', at: iso(at), count })),
		];
	}
}
