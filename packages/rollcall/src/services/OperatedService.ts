import { randomUUID } from 'node:crypto';
import { DEFAULT_CONFIG } from '../config/defaults.js';
import { mergeConfig } from '../config/merge.js';
import type { ConfigPatch, MemberFetchConfig } from '../config/schema.js';
import type { ActiveOperation, CacheStats, FetchStatistics, HealthReport } from '../interfaces/IMemberFetchService.js';
import { assessHealth } from '../monitoring/Health.js';
import { SystemClock } from '../pacing/SystemClock.js';
import type { MemberSync } from '../sync/MemberSync.js';
import { RosterService, type RosterServiceDependencies } from './RosterService.js';

/** What operators read and turn, whatever the client library: figures, config, running operations and the end. */
export abstract class OperatedService {
	protected readonly rosters: RosterService;

	constructor(config: ConfigPatch, dependencies: Partial<RosterServiceDependencies>) {
		const { clock = new SystemClock(), random = Math.random, createNonce = newNonce } = dependencies;
		this.rosters = new RosterService(mergeConfig(DEFAULT_CONFIG, config), { clock, random, createNonce });
	}

	clearCache(guildId?: string): void {
		this.rosters.book.clear(guildId);
	}

	getCacheStats(guildId?: string): CacheStats {
		const { book, statistics, clock } = this.rosters;
		const held = book.held().filter((entry) => guildId === undefined || entry.guildId === guildId);
		const ages = held.map(({ roster }) => clock.wallNow() - (clock.now() - roster.fetchedAt));
		const { cacheHits, totalRequests } = statistics.snapshot();
		return {
			size: held.length,
			members: held.reduce((sum, { roster }) => sum + roster.size, 0),
			hitRate: totalRequests === 0 ? 0 : cacheHits / totalRequests,
			...(ages.length > 0 && { oldestEntry: Math.min(...ages), newestEntry: Math.max(...ages) }),
			bytes: book.bytes(guildId),
		};
	}

	getStatistics(): FetchStatistics {
		return this.rosters.statistics.snapshot();
	}

	resetStatistics(): void {
		this.rosters.statistics.reset();
		this.rosters.running.resetOutcomes();
	}

	updateConfig(patch: ConfigPatch): void {
		this.rosters.updateConfig(patch);
	}

	getConfig(): MemberFetchConfig {
		return this.rosters.config;
	}

	healthCheck(): HealthReport {
		const { running, book, config, closing, operations } = this.rosters;
		return assessHealth({
			closed: closing.aborted,
			recent: running.recent,
			errorCount: running.errorCount,
			lastSuccessfulFetch: running.lastSuccessfulFetch,
			cache: { size: book.held().length, max: config.cache.maxCacheSize, failed: false },
			gate: {
				throttled: operations.status.queued > 0 || running.isWaiting,
				blocked: this.syncs().some((sync) => sync.isRefused),
			},
		});
	}

	getActiveOperations(): ActiveOperation[] {
		return this.rosters.running.list();
	}

	cancelOperation(operationId: string): boolean {
		return this.rosters.running.cancel(operationId);
	}

	async close(): Promise<void> {
		this.rosters.close();
		this.leave();
	}

	/** The bots that the service listens to. */
	protected abstract syncs(): readonly MemberSync[];
	/** Stops listening to all of them. */
	protected abstract leave(): void;
}

function newNonce(): string {
	return randomUUID().replaceAll('-', '').slice(0, 24); // Discord ignores one of more than 32 bytes
}
