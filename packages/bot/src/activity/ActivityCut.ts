import type { Database } from '../database/index.js';
import { inject, injectable } from '../di/injection.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { dayOf } from './days.js';

type Moment = { readonly at: number; readonly day: number };

// What the day of the cut loses is taken from its sums; later days go as a whole, and no sum before them knows of them.
const STEPS = [
	'DELETE FROM activity_total WHERE day > @day',
	`UPDATE activity_total SET
		active_ms = active_ms - coalesce((SELECT sum(until_at - max(from_at, @at)) FROM activity_session s
			WHERE s.member = activity_total.member AND s.day = @day AND until_at > @at AND is_active = 1), 0),
		idle_ms = idle_ms - coalesce((SELECT sum(until_at - max(from_at, @at)) FROM activity_session s
			WHERE s.member = activity_total.member AND s.day = @day AND until_at > @at AND is_active = 0), 0),
		messages = messages - coalesce((SELECT sum(m.messages) FROM activity_message m
			WHERE m.member = activity_total.member AND m.day = @day AND at >= @at), 0),
		last_seen_at = min(last_seen_at, @at)
	WHERE day = @day`,
	'DELETE FROM activity_session WHERE from_at >= @at',
	'UPDATE OR IGNORE activity_session SET until_at = @at WHERE until_at > @at',
	'DELETE FROM activity_session WHERE until_at > @at',
	'DELETE FROM activity_message WHERE at >= @at',
	'DELETE FROM activity_open WHERE from_at >= @at',
	'DELETE FROM activity_watch WHERE from_at >= @at',
	'UPDATE activity_watch SET until_at = @at WHERE until_at > @at',
	// The wrong clock may have pruned single sessions, up to now: from tomorrow on they are all there.
	'UPDATE activity_guild SET raw_since_day = min(raw_since_day, @day + 1)',
];

/**
 * Cuts off what stands after a moment. It is for a clock that was set back: what lies ahead of it has not happened, and
 * would be counted a second time when the clock comes there.
 */
@injectable()
export class ActivityCut {
	readonly #steps;
	readonly #latest;

	constructor(@inject(DI_TOKENS.Database) private readonly database: Database) {
		this.#latest = database.prepare<[], number | null>('SELECT max(until_at) FROM activity_watch').pluck();
		this.#steps = STEPS.map((sql) => database.prepare<[Moment]>(sql));
	}

	/** Whether anything stands after the moment. */
	isNeeded(at: number): boolean {
		return (this.#latest.get() ?? 0) > at;
	}

	after(at: number): void {
		const day = dayOf(at);
		this.database.transaction(() => {
			for (const step of this.#steps) step.run({ at, day });
		})();
	}
}
