import { randomUUID } from 'node:crypto';
import { DEFAULT_CONFIG } from '../config/defaults.js';
import { mergeConfig } from '../config/merge.js';
import type { ConfigPatch, MemberFetchConfig } from '../config/schema.js';
import type { ActiveOperation, CacheStats, FetchStatistics, HealthReport } from '../interfaces/FetchStatistics.js';
import { describeCache } from '../monitoring/describeCache.js';
import { assessHealth } from '../monitoring/Health.js';
import { MEMBER_EVENTS } from '../monitoring/RosterEvents.js';
import { SafeEmitter } from '../monitoring/SafeEmitter.js';
import { SystemClock } from '../pacing/SystemClock.js';
import type { MemberSync } from '../sync/MemberSync.js';
import { RosterService, type RosterServiceDependencies } from './RosterService.js';

/** What operators hear, read and turn, whatever the client library: events, figures, config, running operations and the end. */
export abstract class OperatedService<Member> extends SafeEmitter<Member> {
	protected readonly rosters: RosterService;

	constructor(config: ConfigPatch, dependencies: Partial<RosterServiceDependencies>) {
		super();
		const { clock = new SystemClock(), random = Math.random, createNonce = newNonce } = dependencies;
		this.rosters = new RosterService(mergeConfig(DEFAULT_CONFIG, config), { clock, random, createNonce });
		this.rosters.book.isWatched = () => MEMBER_EVENTS.some((event) => this.listenerCount(event) > 0);
	}

	forget(userId: string): number {
		return this.syncs().reduce((sum, sync) => sum + sync.forget(userId), 0);
	}

	/** Drops the list of one guild, or all lists: the next call fetches anew. */
	clearCache(guildId?: string): void {
		this.rosters.clear(guildId);
	}

	/** What is held: of one guild, or in all. */
	getCacheStats(guildId?: string): CacheStats {
		const { book, statistics, config, clock } = this.rosters;
		return describeCache(book.held(), statistics.snapshot(), config.cache, clock, guildId);
	}

	/** The figures since the last reset. */
	getStatistics(): FetchStatistics {
		return this.rosters.statistics.snapshot();
	}

	/** Begins all figures anew. */
	resetStatistics(): void {
		this.rosters.statistics.reset();
		this.rosters.running.resetOutcomes();
		this.rosters.book.evictions.reset();
	}

	updateConfig(patch: ConfigPatch): void {
		this.rosters.updateConfig(patch);
	}

	/** The config in force, as a copy. */
	getConfig(): MemberFetchConfig {
		return this.rosters.config;
	}

	/** How the service is at this moment; asks nobody. */
	async healthCheck(): Promise<HealthReport> {
		const { running, book, config, closing, operations } = this.rosters;
		return assessHealth({
			closed: closing.aborted,
			recent: running.recent,
			errorCount: running.errorCount,
			lastSuccessfulFetch: running.lastSuccessfulFetch,
			cache: {
				room: book.room,
				bounds: config.cache,
				eviction: book.evictions.constant(config.cache),
				unheard: book.unheard,
			},
			gate: {
				throttled: operations.status.queued > 0 || running.isWaiting,
				blocked: this.syncs().some((sync) => sync.isRefused),
			},
		});
	}

	/** The fetches that run, each with how far it is and how many wait for it. */
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
