import { DAY_MS } from '../clock/index.js';
import { type Database, inPieces } from '../database/index.js';
import { inject, injectable } from '../injection/index.js';
import type { PersonalRow } from '../interfaces/PersonalData.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { lastOf } from '../privacy/index.js';
import { ActivityKeys } from './ActivityKeys.js';

interface Session {
	readonly day: number;
	readonly from_at: number;
	readonly until_at: number;
	readonly is_active: number;
}

interface Message {
	readonly day: number;
	readonly at: number;
	readonly messages: number;
}

type Key = { readonly guild: number; readonly member: number };
type Piece = Key & { readonly limit: number };

const SESSIONS =
	'SELECT day, from_at, until_at, is_active FROM activity_session WHERE guild = @guild AND member = @member';
const MESSAGES = 'SELECT day, at, messages FROM activity_message WHERE guild = @guild AND member = @member';
const COUNTED = ['activity_total', 'activity_session', 'activity_open', 'activity_message'] as const;

const iso = (at: number) => new Date(at).toISOString();

/** Everything that is kept about the activity of one member. */
@injectable()
export class ActivityExport {
	readonly #statements;

	constructor(
		@inject(DI_TOKENS.Database) database: Database,
		@inject(ActivityKeys) private readonly keys: ActivityKeys,
	) {
		this.#statements = {
			counts: COUNTED.map((table) =>
				database.prepare<[number], number>(`SELECT count(*) FROM ${table} WHERE member = ?`).pluck(),
			),
			open: database.prepare<[number], Pick<Session, 'from_at' | 'is_active'>>(
				'SELECT from_at, is_active FROM activity_open WHERE member = ?',
			),
			sessions: database.prepare<[Piece & Session], Session>(
				`${SESSIONS} AND (day, from_at, until_at, is_active) > (@day, @from_at, @until_at, @is_active)
				ORDER BY day, from_at, until_at, is_active LIMIT @limit`,
			),
			lastSessions: database.prepare<[Piece], Session>(
				`${SESSIONS} ORDER BY day DESC, from_at DESC, until_at DESC, is_active DESC LIMIT @limit`,
			),
			messages: database.prepare<[Piece & Message], Message>(
				`${MESSAGES} AND (day, at) > (@day, @at) ORDER BY day, at LIMIT @limit`,
			),
			lastMessages: database.prepare<[Piece], Message>(`${MESSAGES} ORDER BY day DESC, at DESC LIMIT @limit`),
			// At most one row for each day of thirteen months.
			days: database.prepare<[number], Record<string, number>>(
				`SELECT day, active_ms - lag(active_ms, 1, 0) OVER w AS active_ms,
				idle_ms - lag(idle_ms, 1, 0) OVER w AS idle_ms, messages - lag(messages, 1, 0) OVER w AS messages, last_seen_at
				FROM activity_total WHERE member = ? WINDOW w AS (ORDER BY day) ORDER BY day`,
			),
		};
	}

	count(guildId: string, userId: string): number {
		const key = this.#find(guildId, userId);
		if (!key) return 0;
		return this.#statements.counts.reduce((sum, statement) => sum + (statement.get(key.member) ?? 0), 0);
	}

	newest(guildId: string, userId: string, most: number): PersonalRow[] {
		const key = this.#find(guildId, userId);
		if (!key) return [];
		const { lastSessions, lastMessages } = this.#statements;
		return lastOf<PersonalRow>(
			[
				(limit) => this.#days(key).slice(-limit),
				(limit) =>
					lastSessions
						.all({ ...key, limit })
						.reverse()
						.map(describeSession),
				() => this.#open(key),
				(limit) =>
					lastMessages
						.all({ ...key, limit })
						.reverse()
						.map(describeMessage),
			],
			most,
		);
	}

	/** No statement runs between two rows, so the reader may write meanwhile. */
	*of(guildId: string, userId: string): Generator<PersonalRow> {
		const key = this.#find(guildId, userId);
		if (!key) return;
		const { sessions, messages } = this.#statements;
		yield* this.#days(key);
		const first = { day: -1, from_at: 0, until_at: 0, is_active: 0, at: 0, messages: 0 };
		for (const row of inPieces<Session>((limit, last = first) => sessions.all({ ...key, ...last, limit })))
			yield describeSession(row);
		yield* this.#open(key);
		for (const row of inPieces<Message>((limit, last = first) => messages.all({ ...key, ...last, limit })))
			yield describeMessage(row);
	}

	#find(guildId: string, userId: string): Key | undefined {
		const guild = this.keys.findGuild(guildId);
		const member = guild === undefined ? undefined : this.keys.findMember(guild, userId);
		return guild === undefined || member === undefined ? undefined : { guild, member };
	}

	#days({ member }: Key): PersonalRow[] {
		return this.#statements.days.all(member).map(({ day, active_ms, idle_ms, messages, last_seen_at }) => ({
			...{ kind: 'day', day: iso(Number(day) * DAY_MS).slice(0, 10), activeMs: active_ms, idleMs: idle_ms },
			...{ messages, lastSeenAt: iso(Number(last_seen_at)) },
		}));
	}

	#open({ member }: Key): PersonalRow[] {
		return this.#statements.open
			.all(member)
			.map(({ from_at, is_active }) => ({ kind: 'voice', from: iso(from_at), until: null, counts: is_active === 1 }));
	}
}

function describeSession({ from_at, until_at, is_active }: Session): PersonalRow {
	return { kind: 'voice', from: iso(from_at), until: iso(until_at), counts: is_active === 1 };
}

function describeMessage({ at, messages }: Message): PersonalRow {
	return { kind: 'message', at: iso(at), count: messages };
}
