import type { MemberFetchError } from '../errors/MemberFetchError.js';

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
	/**
	 * Members that the guild is believed to have. Of a complete list those in it, unless Discord's own count is so much higher
	 * that `reason` says so; of any other answer as many as Discord has told, or those in it while Discord has not.
	 */
	readonly expectedCount: number;
	/** `totalCount / expectedCount`, 0..1, and 0 while the guild's count is not known: a figure for people, never a proof. */
	readonly coverage: number;
	/**
	 * Epoch ms up to which the list is known to be true: when the last heartbeat or request over the gateway was sent whose
	 * answer came behind every event before it. What only REST has told is known as of ten seconds before it was asked for.
	 * 0 if nothing was learned.
	 */
	readonly asOf: number;
	/** Ms from the call to the answer. */
	readonly fetchTime: number;
	/** No request was made for this answer and none was joined. */
	readonly cacheHit: boolean;
	/** Failures on the way to this answer, also one after which nothing was tried again. */
	readonly retryCount: number;
	/** The first choice of source failed and another served. */
	readonly fallbackUsed: boolean;
	readonly source: AnswerSource;
	readonly via: readonly Via[];
	readonly requests: Readonly<RequestCount>;
	/** Why the answer is not complete, or what made a complete one unusual. */
	readonly reason?: string;
}

export interface FilterMetadata extends FetchMetadata {
	/** Ms spent on choosing the members. */
	readonly filterTime: number;
	readonly totalMembersChecked: number;
}

export interface RoleMetadata extends FilterMetadata {
	/** The role that was found; absent if none was. */
	readonly roleId?: string;
	/** Its name, or what was asked for. */
	readonly roleName: string;
	/** Members of the role. */
	readonly memberCount: number;
}

/** An answer with the number of holders of each role. */
export interface RoleCountsResult {
	readonly success: boolean;
	/** Role id to number of holders, for each role that the guild has but `@everyone`. */
	readonly counts: ReadonlyMap<string, number>;
	readonly metadata: FetchMetadata;
	readonly error?: MemberFetchError;
}
