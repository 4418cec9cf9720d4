import type { AnswerSource, RequestCount, Via } from './FetchMetadata.js';
import type { AnswerEnd } from './FetchStatistics.js';

/**
 * One call for members, as `diagnostics_channel.tracingChannel('rollcall.fetch')` shows it. All its messages carry the
 * same object. From `asyncStart` on, and in `error`, it has what is known of the answer.
 *
 * `error` comes for each answer with an error, also if the call does not reject.
 */
export interface FetchTrace {
	readonly guildId: string;
	/** `list`: a call that needs the whole list. `lookup`: members by their ids, or the counts of roles. */
	readonly kind: 'list' | 'lookup';
	/** Where the answer comes from. */
	source?: AnswerSource;
	/** How it ended. */
	outcome?: AnswerEnd;
	via?: readonly Via[];
	/** Members in the answer. */
	totalCount?: number;
	/** How many members the guild is believed to have. */
	expectedCount?: number;
	/** Requests sent to Discord. */
	requests?: Readonly<RequestCount>;
	/** Failures on the way. */
	retryCount?: number;
	/** Memory answered. */
	cacheHit?: boolean;
	/** Another caller had begun the fetch. */
	joined?: boolean;
	/** Why the answer is not complete, or what is unusual about a complete one. */
	reason?: string;
	/** The error of the answer, or what the call rejects with. */
	error?: unknown;
}
