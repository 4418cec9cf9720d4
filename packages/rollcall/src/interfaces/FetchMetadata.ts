import type { MemberFetchError } from '../errors/MemberFetchError.js';

/**
 * The claim of an answer about its list: `complete` as of `asOf`, `partial` (some of the members), or `stale`
 * (complete as of `asOf`, and not confirmed since).
 */
export type RosterStatus = 'complete' | 'partial' | 'stale';

/** Where an answer comes from: memory, a full list, a part of a list, or an old list as the last resort. */
export type AnswerSource = 'cache' | 'full_fetch' | 'partial_fetch' | 'fallback';

/** The sources of the members of an answer. */
export type Via = 'memory' | 'gateway' | 'rest';

/** Requests sent to Discord, each counted when it is sent. */
export interface RequestCount {
	/** Op 8 sends: full requests, batches by id and barriers. */
	gateway: number;
	/** HTTP requests. */
	rest: number;
}

/** The facts that an answer states about itself. */
export interface FetchMetadata {
	readonly status: RosterStatus;
	/** True if `status` is `complete`: proven, never assumed. */
	readonly complete: boolean;
	/** Members in this answer. */
	readonly totalCount: number;
	/**
	 * How many members the guild is believed to have. For a complete list that is its size, unless Discord's own count is
	 * so much higher that `reason` says so. For any other answer it is Discord's count, or the size of the answer if that
	 * is higher or Discord has sent no count.
	 */
	readonly expectedCount: number;
	/** `totalCount / expectedCount`, 0 to 1; 0 while Discord's count is not known. A figure for people, never a proof. */
	readonly coverage: number;
	/**
	 * Epoch ms up to which the list is known to be true. Over the gateway, that is when the last heartbeat or request was
	 * sent whose answer came after every earlier event. Data from REST alone is known to be true as of ten seconds before
	 * the request. 0 if nothing was learned.
	 */
	readonly asOf: number;
	/** Ms from the call to the answer. */
	readonly fetchTime: number;
	/** The answer is from memory: the call made no request and joined no fetch. */
	readonly cacheHit: boolean;
	/** Failures on the way to this answer, the last one included. */
	readonly retryCount: number;
	/** The source that was asked first failed, and another one served. */
	readonly fallbackUsed: boolean;
	readonly source: AnswerSource;
	readonly via: readonly Via[];
	readonly requests: Readonly<RequestCount>;
	/**
	 * Whether the presences of all members came with the list, because a caller of the fetch asked for them. If `false`,
	 * none came with this list, which does not mean that anybody is offline.
	 */
	readonly presences: boolean;
	/** Why the answer is not complete, or what is unusual about a complete one. */
	readonly reason?: string;
}

export interface FilterMetadata extends FetchMetadata {
	/** Ms that choosing the members took. */
	readonly filterTime: number;
	/** Members that were looked at. */
	readonly totalMembersChecked: number;
}

export interface RoleMetadata extends FilterMetadata {
	/** Id of the role; absent if it was not found. */
	readonly roleId?: string;
	/** Its name; what you asked for if it was not found. */
	readonly roleName: string;
	/** Members that hold the role. */
	readonly memberCount: number;
}

/** An answer that counts the holders of each role. */
export interface RoleCountsResult {
	readonly success: boolean;
	/** Role id to number of holders, for each role of the guild except `@everyone`. */
	readonly counts: ReadonlyMap<string, number>;
	readonly metadata: FetchMetadata;
	readonly error?: MemberFetchError;
}
