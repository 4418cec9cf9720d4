import type { ConfigPatch, MemberFetchConfig } from '../config/schema.js';
import type { ActiveOperation, CacheStats, FetchStatistics, HealthReport } from './FetchStatistics.js';
import type { MemberFetchEvents } from './MemberFetchEvents.js';

/**
 * Events, figures, config, running operations and the end of a service, whatever its client library.
 *
 * @typeParam Member - what a member is to listeners
 */
export interface IOperatedService<Member> {
	/** Drops the list of one guild, or all lists: the next call fetches again. */
	clearCache(guildId?: string): void;
	/**
	 * Keeps nothing about a user, in any guild, until Discord names them again. Lists that lack them are not complete
	 * until the next call has looked them up.
	 *
	 * @returns the number of lists that held them
	 */
	forget(userId: string): number;
	/** Returns the contents of the cache, for one guild or in total. */
	getCacheStats(guildId?: string): CacheStats;
	/** The figures of all calls since the last reset. */
	getStatistics(): FetchStatistics;
	/** Sets all figures back to zero. */
	resetStatistics(): void;
	/**
	 * Changes the config, which applies at once.
	 *
	 * @throws MemberFetchError if a value is wrong; it names the path of the value, and the old config stays
	 */
	updateConfig(patch: ConfigPatch): void;
	/** The config in force, as a copy. */
	getConfig(): MemberFetchConfig;
	/** How the service is at this moment. It makes no request. */
	healthCheck(): Promise<HealthReport>;
	/** The fetches that run, each with its progress and the number of its callers. */
	getActiveOperations(): ActiveOperation[];
	/** Stops an operation for all its callers, with `ABORTED`. `false` if no such operation runs. */
	cancelOperation(operationId: string): boolean;
	/** Calls `listener` for each event of this name; see {@link MemberFetchEvents}. Any other name throws. */
	on<Name extends keyof MemberFetchEvents<Member>>(
		event: Name,
		listener: (...args: MemberFetchEvents<Member>[Name]) => void,
	): this;
	/** Calls `listener` for the next event of this name. */
	once<Name extends keyof MemberFetchEvents<Member>>(
		event: Name,
		listener: (...args: MemberFetchEvents<Member>[Name]) => void,
	): this;
	/** Stops calling `listener`. */
	off<Name extends keyof MemberFetchEvents<Member>>(
		event: Name,
		listener: (...args: MemberFetchEvents<Member>[Name]) => void,
	): this;
	/**
	 * Stops all work and removes its listeners from every client and gateway. Later fetches throw; figures can still be
	 * read.
	 */
	close(): Promise<void>;
}
