import type { ExpectedMembers } from './ExpectedMembers.js';
import type { FetchContext } from './FetchContext.js';
import { PAGE_SIZE } from './readPage.js';

/** A fetch waits this many times `chunkIdle` for a session that was cut, before it reads pages without it. */
const PATIENCE_IDLES = 2;

/**
 * How long to wait for a session that is away. A session that was cut is mostly back within seconds, and pages read without
 * it prove nothing unless there is only one. So a few are read to have something to show, and the rate limit is saved for
 * the walk that can be proven. If READY has named a guild and its GUILD_CREATE is on its way, none are read.
 */
export class Patience {
	/** Monotonic ms. */
	#awaySince: number | undefined;

	constructor(
		private readonly context: FetchContext,
		private readonly expected: ExpectedMembers,
	) {}

	/** Whether it is better to save the pages, after this many members were read. */
	savesPages(isAway: boolean, readCount: number): boolean {
		const { clock, config } = this.context;
		if (!isAway) this.#awaySince = undefined;
		else this.#awaySince ??= clock.now();
		if (this.#awaySince === undefined || this.#isWorthReading(readCount)) return false;
		return clock.now() - this.#awaySince < PATIENCE_IDLES * config.timeouts.chunkIdle;
	}

	#isWorthReading(readCount: number): boolean {
		const { guild, config } = this.context;
		const { enableProgressiveFetch, partialFetchLimit } = config.fallback;
		const { memberCount } = this.expected;
		if (memberCount !== undefined && memberCount <= PAGE_SIZE) return true;
		if (guild.shard.pending.has(guild.id)) return false;
		// If nothing is known of a guild, the first page says whether it is there at all.
		const least = memberCount === undefined ? 1 : 0;
		return readCount < (enableProgressiveFetch ? partialFetchLimit : least);
	}
}
