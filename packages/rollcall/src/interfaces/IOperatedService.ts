import type { ConfigPatch, MemberFetchConfig } from '../config/schema.js';
import type { ActiveOperation, CacheStats, FetchStatistics, HealthReport } from './FetchStatistics.js';
import type { MemberFetchEvents } from './MemberFetchEvents.js';

/**
 * What operators hear, read and turn, whatever the client library.
 *
 * @typeParam Member - what stands for a member
 */
export interface IOperatedService<Member> {
	/** Drops the list of one guild, or all lists: the next call fetches anew. */
	clearCache(guildId?: string): void;
	/**
	 * Keeps nothing of a user, in whatever guild, until Discord names him again. Lists that lack him are not complete until
	 * the next call has looked him up.
	 *
	 * @returns the number of rosters that held him
	 */
	forget(userId: string): number;
	/** What is held: of one guild, or in all. */
	getCacheStats(guildId?: string): CacheStats;
	/** The figures since the last reset. */
	getStatistics(): FetchStatistics;
	/** Begins all figures anew. */
	resetStatistics(): void;
	/** Applies at once; a wrong value throws, names its path, and leaves the old config. */
	updateConfig(patch: ConfigPatch): void;
	/** The config in force, as a copy. */
	getConfig(): MemberFetchConfig;
	/** How the service is at this moment; asks nobody. */
	healthCheck(): Promise<HealthReport>;
	/** The fetches that run, each with how far it is and how many wait for it. */
	getActiveOperations(): ActiveOperation[];
	/** Stops the work for all its callers. `false` where no such operation runs. */
	cancelOperation(operationId: string): boolean;
	/** Calls `listener` for each event of this name; see {@link MemberFetchEvents}. A name that is none of them is refused. */
	on<Name extends keyof MemberFetchEvents<Member>>(
		event: Name,
		listener: (...args: MemberFetchEvents<Member>[Name]) => void,
	): this;
	/** Calls `listener` for the next event of this name. */
	once<Name extends keyof MemberFetchEvents<Member>>(
		event: Name,
		listener: (...args: MemberFetchEvents<Member>[Name]) => void,
	): this;
	/** Calls `listener` no more. */
	off<Name extends keyof MemberFetchEvents<Member>>(
		event: Name,
		listener: (...args: MemberFetchEvents<Member>[Name]) => void,
	): this;
	/** Stops all work and leaves nothing on any client or gateway. To fetch after it throws; figures can still be read. */
	close(): Promise<void>;
}
