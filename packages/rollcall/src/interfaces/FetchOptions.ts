/** The current activity of an operation; it ends as `completed` or `failed`. */
export type ProgressStage = 'initializing' | 'fetching' | 'filtering' | 'caching' | 'completed' | 'failed';

/** How far an operation is. It never goes back, and ends with `completed` or `failed`. */
export interface FetchProgress {
	readonly operationId: string;
	readonly stage: ProgressStage;
	/** Percent, 0 to 100. */
	readonly progress: number;
	readonly message: string;
	/** Epoch ms. */
	readonly startTime: number;
	/** Ms, from the measured rate and the time until the next request is allowed. */
	readonly estimatedTimeRemaining?: number;
	/** Members so far. */
	readonly currentCount?: number;
	/** Members that are expected in all. */
	readonly totalCount?: number;
}

/** Called with each step of an operation. The operation goes on even if it throws. */
export type ProgressCallback = (progress: FetchProgress) => void;

/** Options of one call. */
export interface FetchOptions {
	/** Ask Discord even if the list in memory is true. @defaultValue false */
	readonly forceRefresh?: boolean;
	/**
	 * Hard deadline for this call, in ms, instead of `timeouts.fullFetch`. The call answers with what it has by then, and
	 * the fetch goes on in the background.
	 */
	readonly timeout?: number;
	/**
	 * Ends this call, and no other, with `ABORTED`. If it has fired before the call, even an answer from memory is
	 * refused. Its reason is the `cause` of the error. A signal of another realm, or of a package that imitates
	 * `AbortSignal`, works too.
	 */
	readonly signal?: AbortSignal;
	/** Called with the progress of this call. */
	readonly progressCallback?: ProgressCallback;
	/**
	 * Ask for the presences of the members, too, if the list comes over the gateway. The client needs the GuildPresences
	 * intent; without it the call fails with `MISSING_INTENT`. discord.js puts them into `guild.presences`; with
	 * `@discordjs/ws` they are in the dispatches of your gateway. `metadata.presences` says whether they came: a list from
	 * memory, by REST, or repaired by REST has none. With `forceRefresh` the list does not come from memory.
	 * @defaultValue false
	 */
	readonly presences?: boolean;
	/** With `'complete'`, the call throws a `MemberFetchError` instead of answering with anything less. */
	readonly require?: 'complete';
}

/** Options of one call for several roles. */
export interface MultipleRolesOptions extends FetchOptions {
	/**
	 * A whole number from 1 on. It has no effect: all roles are answered from one list, so there are no requests to make at
	 * the same time.
	 */
	readonly concurrency?: number;
}
