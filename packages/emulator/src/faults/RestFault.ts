import type { FaultMatch } from './MemberRequestFault.js';

/** Spoils the answer to a REST request. */
export interface RestFault extends FaultMatch {
	readonly on: 'rest';
	/** The route's name (`listMembers`), or a pattern for its name or its `METHOD /path`; absent meets every route. */
	readonly route?: string | RegExp;
	/**
	 * Answers with this status, and nothing happens in the world. Status 429 is a rate limit of the bot, by the
	 * `retry_after` of `body` or by the header; with another body it has no headers of Discord's limits.
	 */
	readonly status?: number;
	/** The body to that status. */
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
	 * Cloudflare answers in Discord's place, without any of its headers: 429 and `error code: 1015`, as during its block
	 * of an address, or 403 and code 40333, as where its rules refuse the request.
	 */
	readonly cloudflare?: { readonly code: 1015 | 40333 /** Seconds. */; readonly retryAfter?: number };
	/** The socket is reset without an answer. */
	readonly reset?: boolean;
	/** Milliseconds before the answer. */
	readonly delay?: number;
	/** Bytes of the body sent each second. */
	readonly slowBody?: number;
	/** Half of the body is sent, then the socket breaks. */
	readonly truncateBody?: boolean;
	/** A page of members that holds nobody, although there are more. */
	readonly emptyPage?: boolean;
	/** A page of members that holds at most so many, although more were asked for and exist. */
	readonly shortPage?: number;
	/** A page of members in another order. */
	readonly unsorted?: boolean;
	/** So many of the page's first rows come a second time at its end. */
	readonly repeatRows?: number;
}

/** What the faults are asked about a REST request. */
export interface RestSubject {
	/** The route's name, for example `listMembers`. */
	readonly route: string;
	readonly method?: string;
	readonly path?: string;
	readonly guildId?: string;
	readonly botId?: string;
}
