import type { Database } from '../database/index.js';
import { inject, injectable } from '../injection/index.js';
import type { CoverageSince, Period } from '../interfaces/ActivitySource.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { ActivityKeys } from './ActivityKeys.js';

/** Says how much of a period was watched. */
@injectable()
export class Coverage {
	readonly #watches;

	constructor(
		@inject(DI_TOKENS.Database) database: Database,
		@inject(ActivityKeys) private readonly keys: ActivityKeys,
	) {
		this.#watches = database.prepare<[{ guild: number } & Period], Period>(
			`SELECT max(from_at, @from) AS "from", min(until_at, @to) AS "to" FROM activity_watch
			WHERE guild = @guild AND from_at < @to AND until_at > @from ORDER BY from_at DESC`,
		);
	}

	/** Milliseconds that were watched. */
	watchedMs(guildId: string, period: Period): number {
		return watchedSince(this.#in(guildId, period))(period.from);
	}

	/**
	 * The watched share of the time up to the end of the period. Time in the future was not watched. For no time it is 0.
	 */
	of(guildId: string, period: Period): CoverageSince {
		const watchedMs = watchedSince(this.#in(guildId, period));
		return (from = period.from) => (period.to > from ? watchedMs(from) / (period.to - from) : 0);
	}

	/** The latest first; they do not overlap. */
	#in(guildId: string, period: Period): Period[] {
		const guild = this.keys.findGuild(guildId);
		return guild === undefined ? [] : this.#watches.all({ guild, ...period });
	}
}

/** Adds up once, since a report asks again for the join of each member. */
function watchedSince(watches: readonly Period[]): (from: number) => number {
	let sum = 0;
	const sums = watches.map(({ from, to }) => (sum += to - from));
	return (moment) => {
		const later = countLater(watches, moment);
		const split = watches[later];
		return (sums[later - 1] ?? 0) + Math.max(0, (split?.to ?? moment) - moment);
	};
}

/** How many watches begin at the moment or after it; the latest comes first. */
function countLater(watches: readonly Period[], moment: number): number {
	let [low, high] = [0, watches.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((watches[middle]?.from ?? 0) >= moment) low = middle + 1;
		else high = middle;
	}
	return low;
}
