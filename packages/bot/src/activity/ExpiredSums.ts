import { type Database, transact } from '../database/index.js';
import { inject, injectable } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { ActivityKeys } from './ActivityKeys.js';
import { NEWEST } from './activityMigrations.js';

/** Thirteen months: reports reach back a year, and a report on all of last year can still be made a month later. */
export const SUMS_KEPT_DAYS = 396;
/** How many members one step looks at. */
const AT_A_TIME = 200;

interface Sums {
	readonly active_ms: number;
	readonly idle_ms: number;
	readonly messages: number;
}

interface Looked {
	readonly id: number;
	readonly user_id: string;
	readonly first: number | null;
	readonly isOpen: 0 | 1;
}

/**
 * Removes daily sums that are older than thirteen months, and members without any row left. Each row includes all days
 * before it, so a removed row is subtracted from the later ones.
 */
@injectable()
export class ExpiredSums {
	readonly #statements;

	constructor(
		@inject(DI_TOKENS.Database) private readonly database: Database,
		@inject(ActivityKeys) private readonly keys: ActivityKeys,
	) {
		this.#statements = {
			look: database.prepare<[number, string, number], Looked>(
				`SELECT id, user_id, (SELECT min(day) FROM activity_total WHERE member = m.id) AS first,
					EXISTS (SELECT 1 FROM activity_open WHERE member = m.id) AS isOpen
				FROM activity_member m WHERE guild = ? AND user_id > ? ORDER BY user_id LIMIT ?`,
			),
			before: database.prepare<[number, number], Sums>(
				'SELECT active_ms, idle_ms, messages FROM activity_total WHERE member = ? AND day < ? ORDER BY day DESC LIMIT 1',
			),
			takeOut: database.prepare<[Sums & { member: number; first: number }]>(
				`UPDATE activity_total SET active_ms = active_ms - @active_ms, idle_ms = idle_ms - @idle_ms,
				messages = messages - @messages WHERE member = @member AND day >= @first`,
			),
			remove: database.prepare<[number, number]>('DELETE FROM activity_total WHERE member = ? AND day < ?'),
			note: database.prepare<[number]>(
				`UPDATE activity_member SET ${NEWEST} WHERE id = ? AND id IN (SELECT member FROM activity_total)`,
			),
			clear: database.prepare<[number]>(
				`UPDATE activity_member SET last_day = -1, active_ms = 0, idle_ms = 0, messages = 0, last_seen_at = 0
				WHERE id = ? AND id NOT IN (SELECT member FROM activity_total)`,
			),
		};
	}

	/** Looks at all members of a guild, a few in each step; yields how many rows each step touched. */
	*expire(guild: number, today: number): Generator<number> {
		const firstKept = today - SUMS_KEPT_DAYS;
		for (let after: string | undefined = ''; after !== undefined; ) {
			const looked: Looked[] = this.#statements.look.all(guild, after, AT_A_TIME);
			const old = looked.filter(({ first, isOpen }) => (first === null ? !isOpen : first < firstKept));
			for (const member of old) yield this.#expire(member, firstKept);
			after = looked.length < AT_A_TIME ? undefined : looked.at(-1)?.user_id;
			// A look costs as much time as a few removals.
			if (after !== undefined) yield AT_A_TIME;
		}
	}

	#expire({ id, isOpen }: Looked, firstKept: number): number {
		const { before, takeOut, remove, note, clear } = this.#statements;
		return transact(this.database, () => {
			const gone = before.get(id, firstKept);
			const changed = gone ? takeOut.run({ ...gone, member: id, first: firstKept }).changes : 0;
			const removed = remove.run(id, firstKept).changes;
			note.run(id);
			clear.run(id);
			const isLeft = changed > 0 || isOpen === 1;
			return changed + removed + (isLeft ? 1 : this.keys.eraseMember(id) + 1);
		});
	}
}
