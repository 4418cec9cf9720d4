/** How a REST call failed. */
export type TransportFailure =
	/** 429, or a bucket that is known to be empty. Wait `retryAfterMs`; it is no failure. */
	| 'rateLimited'
	/** 5xx, 408, 421, 425, 499, a reset connection, a timeout, or a body that is cut off or not JSON. */
	| 'unavailable'
	/** Cloudflare answered in Discord's place. Its block lasts long, so that no call waits for it. */
	| 'blocked'
	/** 401 to the token that the bot has now, or the bot has no token. */
	| 'invalidToken'
	/** 403 with code 50001 or any other code of Discord. */
	| 'missingAccess'
	/** 404, code 10004. */
	| 'unknownGuild'
	/** Any other refusal, also one below 500 without a Discord code. Repeating the request cannot help. */
	| 'rejected';

/** Facts about the response to a request. */
export interface AnsweredFacts {
	/** HTTP status. */
	readonly status: number;
	/** Discord's code, if the body is JSON and has one. */
	readonly code?: number | undefined;
	/** `false` if something on the way to Discord answered, for example a proxy with a limit of its own. */
	readonly isDiscords?: boolean | undefined;
}

/** A REST call that did not succeed. It never contains the token, a header or a body. */
export class TransportError extends Error {
	override readonly name = 'TransportError';
	/** The thing that was asked for, as in error texts: "the member list", "member 81384788765712384". */
	asked?: string;
	constructor(
		readonly failure: TransportFailure,
		message: string,
		/** For `rateLimited`: how long to wait, in ms. */
		readonly retryAfterMs = 0,
		/** `false` if nothing was sent, because it was known that Discord would refuse. */
		readonly sent = true,
		/** Set if there was a response. */
		readonly answered?: AnsweredFacts,
	) {
		super(message);
	}
}
