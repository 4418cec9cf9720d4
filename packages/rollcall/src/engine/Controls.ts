import type { CacheStats, FetchStatistics, HealthReport } from '../interfaces/FetchStatistics.js';
import { describeCache } from '../monitoring/describeCache.js';
import type { FigureListener, IServiceFigures, Load } from '../monitoring/figures.js';
import { assessHealth } from '../monitoring/Health.js';
import type { Watched } from '../monitoring/overThresholds.js';
import type { Engine } from './Engine.js';
import type { IClientLibrary } from './IClientLibrary.js';

/** The methods for operators that need more than one part of the engine: `IOperatedService` documents them. */
export class Controls implements IServiceFigures {
	constructor(
		private readonly engine: Engine,
		private readonly library: Pick<IClientLibrary<never>, 'bots' | 'close'>,
	) {}

	forget(userId: string): number {
		return this.library.bots().reduce((sum, bot) => sum + bot.forget(userId), 0);
	}

	cacheStats(guildId?: string): CacheStats {
		const { rosters, statistics, config, clock } = this.engine;
		return describeCache(rosters.held(), statistics.snapshot(), config.cache, clock, guildId);
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
			watched: this.#watched(),
		});
	}

	#watched(): Watched {
		const { clock, config, rosters, operations, waits, calls } = this.engine;
		const own = waits.longest('own');
		return {
			limits: config.health,
			waits: { own: own.ms, discord: waits.longest('discord').ms },
			tightest: own.kind === 'places' ? 'maxConcurrentRequests' : operations.tightest,
			calls: calls.count,
			lists: rosters.held().map(({ guildId, roster, isTrue, vouchedAt, memberCount }) => {
				return { guildId, members: roster.size, memberCount, isTrue, ageMs: clock.now() - vouchedAt };
			}),
		};
	}

	get closing(): AbortSignal {
		return this.engine.closing;
	}

	totals(): FetchStatistics {
		return this.engine.statistics.totals();
	}

	load(): Load {
		const { running, calls, operations } = this.engine;
		return { fetches: running.list().length, calls: calls.count, queued: operations.queuedCount };
	}

	ageOf(wallMs: number): number {
		return this.engine.clock.wallNow() - wallMs;
	}

	listen(listener: FigureListener): () => void {
		this.engine.collectors.add(listener);
		return () => this.engine.collectors.delete(listener);
	}

	close(): void {
		this.engine.close();
		this.library.close();
	}
}
