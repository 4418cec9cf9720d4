import type { CacheStats, HealthReport } from '../interfaces/FetchStatistics.js';
import { describeCache } from '../monitoring/describeCache.js';
import { assessHealth } from '../monitoring/Health.js';
import type { Engine } from './Engine.js';
import type { IClientLibrary } from './IClientLibrary.js';

/** The methods for operators that need more than one part of the engine: `IOperatedService` documents them. */
export class Controls {
	constructor(
		private readonly engine: Engine,
		private readonly library: Pick<IClientLibrary<never>, 'bots' | 'close'>,
	) {}

	forget(userId: string): number {
		return this.library.bots().reduce((sum, bot) => sum + bot.forget(userId), 0);
	}

	cacheStats(guildId?: string): CacheStats {
		const { rosters, statistics, config, clock } = this.engine;
		return describeCache(rosters.held(), statistics.snapshot(), config.cache, clock, rosters.cacheBytes, guildId);
	}

	resetStatistics(): void {
		const { statistics, outcomes, rosters } = this.engine;
		statistics.reset();
		outcomes.reset();
		rosters.evictions.reset();
	}

	health(): HealthReport {
		const { running, outcomes, rosters, config, closing, operations } = this.engine;
		const { recent, errorCount, lastSuccessfulFetch } = outcomes;
		return assessHealth({
			closed: closing.aborted,
			recent,
			errorCount,
			lastSuccessfulFetch,
			cache: {
				room: rosters.room,
				behindCaches: rosters.behindCaches,
				bounds: config.cache,
				eviction: rosters.evictions.constant(config.cache),
				unheard: rosters.unheard,
			},
			gate: {
				throttled: operations.status.queued > 0 || running.isWaiting,
				blocked: this.library.bots().some((bot) => bot.isRefused),
			},
		});
	}

	close(): void {
		this.engine.close();
		this.library.close();
	}
}
