import type { Database } from '../database/index.js';
import { inject, injectable } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';

/** The recorded watches, including those that have ended. */
@injectable()
export class WatchRecord {
	readonly #untilAt;

	constructor(@inject(DI_TOKENS.Database) database: Database) {
		this.#untilAt = database
			.prepare<[number, number], number>(
				'SELECT until_at FROM activity_watch WHERE guild = ? AND from_at <= ? ORDER BY from_at DESC LIMIT 1',
			)
			.pluck();
	}

	/** The end of the watch that began last before this moment (epoch milliseconds); `undefined` if there is none. */
	untilAt(guild: number, at: number): number | undefined {
		return this.#untilAt.get(guild, at);
	}
}
