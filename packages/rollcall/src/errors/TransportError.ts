/** How a REST call failed. */
export type TransportFailure =
	/** 429, or a bucket known to be empty: wait `retryAfterMs`, it is no failure. */
	| 'rateLimited'
	/** 5xx, 408, 421, 425, 499, connection reset, time-out, a body that is cut or no JSON. */
	| 'unavailable'
	/** Cloudflare answered in Discord's place: its block lasts, and is not waited for in a call. */
	| 'blocked'
	/** 401 to the token that the bot has now, or no token to ask with. */
	| 'invalidToken'
	/** 403, code 50001 or any other code of Discord's. */
	| 'missingAccess'
	/** 404, code 10004. */
	| 'unknownGuild'
	/** Any other refusal, one below 500 without a code of Discord's too: repeating the request cannot help. */
	| 'rejected';

/** What the answer to a request said of itself. */
export interface AnsweredFacts {
	/** HTTP status. */
	readonly status: number;
	/** Discord's code, where the body is JSON and has one. */
	readonly code?: number | undefined;
}

/** A REST call that did not succeed. Never holds the token, a header or a body. */
export class TransportError extends Error {
	override readonly name = 'TransportError';
	/** What the request asked for, as texts name it: "the member list", "member 81384788765712384". */
	asked?: string;
	constructor(
		readonly failure: TransportFailure,
		message: string,
		/** For `rateLimited`: how long to wait, in ms. */
		readonly retryAfterMs = 0,
		/** False where it was known beforehand that Discord would refuse, so that nothing was sent. */
		readonly sent = true,
		/** Set where there was an answer. */
		readonly answered?: AnsweredFacts,
	) {
		super(message);
	}
}
