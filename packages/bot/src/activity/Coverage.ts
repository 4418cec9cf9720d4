import type { Database } from '../database/index.js';
import { inject, injectable } from '../di/injection.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { ActivityKeys } from './ActivityKeys.js';
import type { Period } from './ActivitySource.js';

/** How much of a period was watched. */
@injectable()
export class Coverage {
	readonly #watched;

	constructor(
		@inject(DI_TOKENS.Database) database: Database,
		@inject(ActivityKeys) private readonly keys: ActivityKeys,
	) {
		this.#watched = database
			.prepare<[{ guild: number } & Period], number>(
				`SELECT coalesce(sum(min(until_at, @to) - max(from_at, @from)), 0) FROM activity_watch
				WHERE guild = @guild AND from_at < @to AND until_at > @from`,
			)
			.pluck();
	}

	/** Milliseconds that were watched. */
	watchedMs(guildId: string, period: Period): number {
		const guild = this.keys.findGuild(guildId);
		return guild === undefined ? 0 : (this.#watched.get({ guild, ...period }) ?? 0);
	}

	/** The share of the whole period, 0..1; what of it is still to come was not watched. An empty period: 0. */
	of(guildId: string, period: Period): number {
		return period.to > period.from ? this.watchedMs(guildId, period) / (period.to - period.from) : 0;
	}
}
