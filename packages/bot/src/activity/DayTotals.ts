import type { Database } from '../database/index.js';
import { inject, injectable } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { NEWEST } from './activityMigrations.js';

/** The amounts to add to one day. */
export interface DayGain {
	readonly activeMs?: number;
	readonly idleMs?: number;
	readonly messages?: number;
	/** Epoch milliseconds within the day. */
	readonly seenAt: number;
}

/** Sums by member and day, each over everything up to the end of its day. */
@injectable()
export class DayTotals {
	readonly #begin;
	readonly #gain;
	readonly #see;
	readonly #note;

	constructor(@inject(DI_TOKENS.Database) database: Database) {
		this.#begin = database.prepare<[{ member: number; day: number }]>(`
			INSERT OR IGNORE INTO activity_total
			SELECT @member, @day, coalesce(active_ms, 0), coalesce(idle_ms, 0), coalesce(messages, 0), 0
			FROM (SELECT 1) LEFT JOIN activity_total
				ON member = @member AND day = (SELECT max(day) FROM activity_total WHERE member = @member AND day < @day)`);
		// Later sums include this day.
		this.#gain = database.prepare<[number, number, number, number, number]>(
			'UPDATE activity_total SET active_ms = active_ms + ?, idle_ms = idle_ms + ?, messages = messages + ? WHERE member = ? AND day >= ?',
		);
		this.#see = database.prepare<[number, number, number]>(
			'UPDATE activity_total SET last_seen_at = max(last_seen_at, ?) WHERE member = ? AND day = ?',
		);
		this.#note = database.prepare<[number]>(`UPDATE activity_member SET ${NEWEST} WHERE id = ?`);
	}

	/** Call this inside a transaction. */
	add(member: number, day: number, { activeMs = 0, idleMs = 0, messages = 0, seenAt }: DayGain): void {
		this.#begin.run({ member, day });
		this.#gain.run(activeMs, idleMs, messages, member, day);
		this.#see.run(seenAt, member, day);
		this.#note.run(member);
	}
}
