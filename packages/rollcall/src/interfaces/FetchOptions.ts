/** What an operation is doing; `completed` and `failed` are its ends. */
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

/** Hears how far an operation is. What it throws is ignored, and ends nothing. */
export type ProgressCallback = (progress: FetchProgress) => void;

/** How one call is to be answered. */
export interface FetchOptions {
	/** Ask Discord even where the list in memory is true. @defaultValue false */
	readonly forceRefresh?: boolean;
	/** Hard deadline in ms for this caller, in place of `timeouts.fullFetch`. The fetch goes on behind. */
	readonly timeout?: number;
	/**
	 * Ends the call of this caller alone, with `ABORTED`: at once where it has fired before, also from memory. What it was
	 * aborted with is the `cause` of the error. One of another realm, or of a package that imitates them, will do.
	 */
	readonly signal?: AbortSignal;
	readonly progressCallback?: ProgressCallback;
	/** `'complete'`: throw a `MemberFetchError` instead of answering with anything less. */
	readonly require?: 'complete';
}

/** How one call for several roles is to be answered. */
export interface MultipleRolesOptions extends FetchOptions {
	/**
	 * A whole number from 1 on. It has no effect: all roles are answered from one list, so there are no requests to make at
	 * the same time.
	 */
	readonly concurrency?: number;
}
