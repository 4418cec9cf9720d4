import type { CacheStats, HealthReport } from '../interfaces/FetchStatistics.js';
import { describeCache } from '../monitoring/describeCache.js';
import type { FigureListener, IServiceFigures, Look } from '../monitoring/figures.js';
import { assessHealth } from '../monitoring/Health.js';
import type { Watched } from '../monitoring/overThresholds.js';
import type { HeldRoster } from '../roster/HeldRosters.js';
import { atOneMoment } from '../sync/oneMoment.js';
import type { Engine } from './Engine.js';
import type { IClientLibrary } from './IClientLibrary.js';

/** The methods for operators that need more than one part of the engine: `IOperatedService` documents them. */
export class Controls implements IServiceFigures {
	constructor(
		private readonly engine: Engine,
		private readonly library: Pick<IClientLibrary<never>, 'bots' | 'close'>,
	) {}

	forget(userId: string): number {
		const count = this.library.bots().reduce((sum, bot) => sum + bot.forget(userId), 0);
		for (const hear of this.engine.forgetting) hear(userId);
		this.engine.keeper.hurry();
		return count;
	}

	cacheStats(guildId?: string): CacheStats {
		return this.#describe(this.#held(), guildId);
	}

	resetStatistics(): void {
		const { statistics, outcomes, rosters } = this.engine;
		statistics.reset();
		outcomes.reset();
		rosters.evictions.reset();
	}

	health(): HealthReport {
		return this.#assess(this.#held());
	}

	look(): Look {
		const { statistics, running, calls, operations } = this.engine;
		const held = this.#held(); // once for all: of many guilds it is the most work
		return {
			totals: statistics.totals(),
			cache: this.#describe(held),
			health: this.#assess(held),
			load: { fetches: running.list().length, calls: calls.count, queued: operations.queuedCount },
		};
	}

	#held(): HeldRoster[] {
		return atOneMoment(() => this.engine.rosters.held());
	}

	#describe(held: readonly HeldRoster[], guildId?: string): CacheStats {
		const { rosters, statistics, config, clock } = this.engine;
		return describeCache(held, statistics.snapshot(), config.cache, clock, rosters.cacheBytes, guildId);
	}

	#assess(held: readonly HeldRoster[]): HealthReport {
		const { running, outcomes, rosters, config, closing, operations, keeper, gates } = this.engine;
		const { recent, errorCount, lastSuccessfulFetch } = outcomes;
		const behindCaches = held.filter(({ isBehindCache }) => isBehindCache).length;
		const bytes = held.reduce((sum, roster) => sum + roster.bytes, 0);
		return assessHealth({
			closed: closing.aborted,
			recent,
			errorCount,
			lastSuccessfulFetch,
			cache: {
				room: { guilds: held.length - behindCaches, bytes },
				behindCaches,
				bounds: config.cache,
				eviction: rosters.evictions.constant(config.cache),
				unheard: rosters.unheard,
			},
			gate: {
				throttled: operations.status.queued > 0 || running.isWaiting,
				blocked: this.library.bots().some((bot) => bot.isRefused),
				trouble: gates?.trouble,
			},
			watched: this.#watched(held),
			storeProblem: keeper.problem,
		});
	}

	#watched(held: readonly HeldRoster[]): Watched {
		const { clock, config, operations, waits, calls } = this.engine;
		const own = waits.longest('own');
		const now = clock.now();
		return {
			limits: config.health,
			waits: { own: own.ms, discord: waits.longest('discord').ms },
			tightest: own.kind === 'places' ? 'maxConcurrentRequests' : operations.tightest,
			calls: calls.count,
			lists: held.map(({ guildId, roster, isTrue, vouchedAt, memberCount }) => {
				return { guildId, members: roster.size, memberCount, isTrue, ageMs: now - vouchedAt };
			}),
		};
	}

	get closing(): AbortSignal {
		return this.engine.closing;
	}

	ageOf(wallMs: number): number {
		return this.engine.clock.wallNow() - wallMs;
	}

	listen(listener: FigureListener): () => void {
		this.engine.collectors.add(listener);
		return () => this.engine.collectors.delete(listener);
	}

	/** Saves before it closes, if there is something to save. Without a store, all is closed when it returns. */
	async close(): Promise<void> {
		const { keeper } = this.engine;
		if (!keeper.isIdle) {
			await keeper.save();
			await keeper.close();
		}
		this.engine.close();
		this.library.close();
	}
}
