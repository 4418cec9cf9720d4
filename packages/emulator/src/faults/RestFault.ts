import type { FaultMatch } from './MemberRequestFault.js';

/** Spoils the answer to a REST request. */
export interface RestFault extends FaultMatch {
	readonly on: 'rest';
	/** The route's name (`listMembers`), or a pattern for it or for `METHOD /path`. By default it meets every route. */
	readonly route?: string | RegExp;
	/**
	 * Answers with this status, and nothing happens in the world. Status 429 is a rate limit of the bot; its time is the
	 * `retry_after` of `body`, or the header. With another body, it has no headers of Discord's limits.
	 */
	readonly status?: number;
	/** The body for that status. */
	readonly body?: unknown;
	/** Headers added to the answer. */
	readonly headers?: Readonly<Record<string, string>>;
	/** Answers 429 with Discord's body and headers; `retryAfter` is in seconds. */
	readonly rateLimited?: {
		readonly retryAfter: number;
		readonly global?: boolean;
		readonly scope?: 'user' | 'global' | 'shared';
	};
	/**
	 * Cloudflare answers in Discord's place, without Discord's headers. Code 1015 is its block of an address: 429 and
	 * `error code: 1015`. Code 40333 is a refusal by its rules: 403 and JSON.
	 */
	readonly cloudflare?: { readonly code: 1015 | 40333 /** Seconds. */; readonly retryAfter?: number };
	/** Whether the socket is reset without an answer. */
	readonly reset?: boolean;
	/** Milliseconds before the answer. */
	readonly delay?: number;
	/** The bytes of the body that are sent in each second. */
	readonly slowBody?: number;
	/** Whether half of the body is sent, and then the socket breaks. */
	readonly truncateBody?: boolean;
	/** Whether a page of members is empty, although there are more. */
	readonly emptyPage?: boolean;
	/** The most members in a page, although more were asked for and exist. */
	readonly shortPage?: number;
	/** Whether a page of members has another order. */
	readonly unsorted?: boolean;
	/** The number of the page's first rows that come again at its end. */
	readonly repeatRows?: number;
}

/** The parts of a REST request that a fault can match. */
export interface RestSubject {
	/** The route's name, for example `listMembers`. */
	readonly route: string;
	readonly method?: string;
	readonly path?: string;
	readonly guildId?: string;
	readonly botId?: string;
}
