import type { Collection, Guild, GuildMember } from 'discord.js';
import type { ErrorInfo } from '../errors/MemberFetchError.js';
import type { IOperatedService } from './IOperatedService.js';
import type { RosterView } from './RosterView.js';

/** What a roster may claim: complete as of `asOf`; partial, k of n; stale, complete as of `asOf` and not vouched for since. */
export type RosterStatus = 'complete' | 'partial' | 'stale';
/** Where an answer came from: memory, a full list, part of a list, or the last resort (a stale list, a first page). */
export type AnswerSource = 'cache' | 'full_fetch' | 'partial_fetch' | 'fallback';
/** What was used to learn the members of an answer. */
export type Via = 'memory' | 'gateway' | 'rest';

/** Requests sent to Discord, each counted when it is sent. */
export interface RequestCount {
	/** Op 8 sends: full requests, batches by id and barriers. */
	gateway: number;
	/** HTTP requests. */
	rest: number;
}

/** What an answer says about itself. */
export interface FetchMetadata {
	readonly status: RosterStatus;
	/** `status === 'complete'`: proven, never assumed. */
	readonly complete: boolean;
	/** Members in this answer. */
	readonly totalCount: number;
	/** Members the guild is believed to have; while Discord has not told, those in this answer. */
	readonly expectedCount: number;
	/** `totalCount / expectedCount`, 0..1, and 0 while the guild's count is not known: a figure for people, never a proof. */
	readonly coverage: number;
	/** Epoch ms up to which the list is known to be true. 0 where nothing was learned. */
	readonly asOf: number;
	/** Ms from the call to the answer. */
	readonly fetchTime: number;
	/** No request was made for this answer and none was joined. */
	readonly cacheHit: boolean;
	/** Failures after which the fetch tried again. */
	readonly retryCount: number;
	/** The first choice of source failed and another served. */
	readonly fallbackUsed: boolean;
	readonly source: AnswerSource;
	readonly via: readonly Via[];
	readonly requests: Readonly<RequestCount>;
	/** Why the answer is not complete, or what made a complete one unusual. */
	readonly reason?: string;
}

/** An answer with members. */
export interface MembersResult {
	/** The service itself learned at least one member. */
	readonly success: boolean;
	readonly members: Collection<string, GuildMember>;
	/** The same members as plain records, with answers from indexes. */
	readonly roster: RosterView;
	readonly metadata: FetchMetadata;
	/** Present in every answer that is not complete. */
	readonly error?: ErrorInfo;
}

export type ProgressStage = 'initializing' | 'fetching' | 'filtering' | 'caching' | 'completed' | 'failed';

/** How far an operation is. Never goes back, ends with `completed` or `failed`. */
export interface FetchProgress {
	readonly operationId: string;
	readonly stage: ProgressStage;
	/** 0..100. */
	readonly progress: number;
	readonly message: string;
	/** Epoch ms. */
	readonly startTime: number;
	/** Ms, from the measured rate and the time until the gate opens. */
	readonly estimatedTimeRemaining?: number;
	readonly currentCount?: number;
	readonly totalCount?: number;
}
export type ProgressCallback = (progress: FetchProgress) => void;

export interface FetchOptions {
	/** Ask Discord even where the list in memory is true. @defaultValue false */
	readonly forceRefresh?: boolean;
	/** Hard deadline in ms for this caller. The fetch goes on behind. */
	readonly timeout?: number;
	readonly signal?: AbortSignal;
	readonly progressCallback?: ProgressCallback;
	/** `'complete'`: throw a `MemberFetchError` instead of answering with anything less. */
	readonly require?: 'complete';
}

export interface RoleMetadata extends FetchMetadata {
	readonly roleId?: string;
	readonly roleName: string;
	readonly memberCount: number;
	/** Ms spent on choosing the members of the role. */
	readonly filterTime: number;
	readonly totalMembersChecked: number;
}
export interface RoleMembersResult {
	readonly success: boolean;
	readonly roleMembers: Collection<string, GuildMember>;
	/** The same members as plain records. */
	readonly roster: RosterView;
	readonly metadata: RoleMetadata;
	readonly error?: ErrorInfo;
}
export interface MultipleRolesOptions extends Omit<FetchOptions, 'progressCallback'> {
	/** Roles answered at a time. @defaultValue 3 */
	readonly concurrency?: number;
	readonly progressCallback?: ProgressCallback;
}

export interface FilteredMembersResult extends MembersResult {
	readonly metadata: FetchMetadata & { readonly filterTime: number; readonly totalMembersChecked: number };
}

export interface MemberResult {
	/** Discord (or a true roster) answered, also where the answer is "not a member". */
	readonly success: boolean;
	/** `null`: not a member, or not learned (see `success`). */
	readonly member: GuildMember | null;
	readonly metadata: FetchMetadata;
	readonly error?: ErrorInfo;
}
export interface MembersByIdResult extends MembersResult {
	/** Ids that are no members. */
	readonly notFound: readonly string[];
}
export interface RoleCountsResult {
	readonly success: boolean;
	/** Role id to number of holders. */
	readonly counts: ReadonlyMap<string, number>;
	readonly metadata: FetchMetadata;
	readonly error?: ErrorInfo;
}

/**
 * One piece of a stream. Applying the batches in order (set `members`, delete `removed`) gives the list that the last
 * batch's metadata speaks of.
 */
export interface MemberBatch {
	readonly members: Collection<string, GuildMember>;
	/** Ids given in an earlier batch that are no members any more. */
	readonly removed: readonly string[];
	/** The state so far; `status` is `partial` until the last batch. */
	readonly metadata: FetchMetadata;
	/** True for the last batch only. */
	readonly done: boolean;
	/** With the last batch, where the list is not complete. */
	readonly error?: ErrorInfo;
}

export interface CacheStats {
	/** Guilds held. */
	readonly size: number;
	/** Members held. */
	readonly members: number;
	/** 0..1 over the calls since the last reset. */
	readonly hitRate: number;
	/** Epoch ms at which the oldest and newest roster was fetched. */
	readonly oldestEntry?: number;
	readonly newestEntry?: number;
	/** Bytes held. */
	readonly bytes: number;
	/** Bytes that may be held: `cache.maxBytes`. */
	readonly maxBytes: number;
	/** Each guild held, the most recently used first (with `enableLRU: false` the youngest): the last one is put out next. */
	readonly guilds: readonly GuildCacheStats[];
}

/** One guild whose roster is held. */
export interface GuildCacheStats {
	readonly guildId: string;
	readonly members: number;
	readonly bytes: number;
	/** `complete` where the next call would be answered from memory at this moment. */
	readonly status: 'complete' | 'stale';
	/** Epoch ms. */
	readonly fetchedAt: number;
}

export interface FetchStatistics {
	readonly totalRequests: number;
	readonly successfulRequests: number;
	readonly failedRequests: number;
	readonly completeAnswers: number;
	readonly partialAnswers: number;
	readonly staleAnswers: number;
	readonly cacheHits: number;
	readonly joinedFetches: number;
	readonly roleCacheHits: number;
	readonly averageFetchTime: number;
	readonly averageRetryCount: number;
	readonly fallbackUsageCount: number;
	/** Requests sent to Discord. */
	readonly requests: Readonly<RequestCount>;
	/** Full requests that Discord refused with RATE_LIMITED, and REST calls answered by 429. */
	readonly refusals: Readonly<RequestCount>;
	/** Count of answers by error code. */
	readonly errors: Readonly<Record<string, number>>;
	/** Epoch ms. */
	readonly lastResetTime: number;
}

export interface HealthReport {
	readonly status: 'healthy' | 'degraded' | 'unhealthy';
	/** `full`: one more guild, as large as those held are on average, would put another out. */
	readonly cacheStatus: 'healthy' | 'full' | 'error';
	readonly rateLimitStatus: 'normal' | 'throttled' | 'blocked';
	/** Epoch ms. */
	readonly lastSuccessfulFetch?: number;
	readonly errorCount: number;
	/** What made the report other than healthy. */
	readonly reasons: readonly string[];
}

export interface ActiveOperation extends FetchProgress {
	readonly guildId: string;
	/** Callers waiting for it. */
	readonly callerCount: number;
}

/** The contract a bot author reads first: lists of members that know whether they are complete. */
export interface IMemberFetchService extends IOperatedService<GuildMember> {
	/** Every member of the guild. Does not reject for what Discord or the network does. */
	fetchGuildMembers(guild: Guild, options?: FetchOptions): Promise<MembersResult>;
	/** Members of one role, by name or id. An unknown role is an empty success that says so in `metadata.reason`. */
	fetchRoleMembers(guild: Guild, roleNameOrId: string, options?: FetchOptions): Promise<RoleMembersResult>;
	/** Members of several roles from one list; keyed by the name or id asked for. */
	fetchMultipleRoleMembers(
		guild: Guild,
		roleNamesOrIds: readonly string[],
		options?: MultipleRolesOptions,
	): Promise<Map<string, RoleMembersResult>>;
	/** Members for which `predicate` is true. What the predicate throws is thrown. */
	fetchMembersWithFilter(
		guild: Guild,
		predicate: (member: GuildMember) => boolean,
		options?: FetchOptions,
	): Promise<FilteredMembersResult>;
	/** One member: no request where the roster is true, otherwise one REST call. */
	fetchMember(guild: Guild, userId: string, options?: Pick<FetchOptions, 'signal' | 'timeout'>): Promise<MemberResult>;
	/** Members by id, in batches of 100. */
	fetchMembersById(
		guild: Guild,
		userIds: readonly string[],
		options?: Pick<FetchOptions, 'signal' | 'timeout'>,
	): Promise<MembersByIdResult>;
	/** Holders of each role: from the roster where it is true, else Discord's own counts in one REST call. */
	roleMemberCounts(guild: Guild, options?: Pick<FetchOptions, 'signal' | 'timeout'>): Promise<RoleCountsResult>;
	/** Batches as they arrive; the next one is taken when the consumer asks for it. */
	streamGuildMembers(guild: Guild, options?: FetchOptions): AsyncIterableIterator<MemberBatch>;
}
