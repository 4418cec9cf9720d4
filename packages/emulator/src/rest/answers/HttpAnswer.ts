import type { RestFault } from '../../faults/index.js';
import { ApiError } from '../errors/index.js';
import { type RateLimitHeaders, type Refusal, refusalBody } from '../rateLimits/index.js';

/** An answer as it goes over the wire. */
export interface HttpAnswer {
	readonly status: number;
	/** The words behind the status, if they are not the usual ones. */
	readonly reason?: string | undefined;
	readonly headers: RateLimitHeaders;
	/** JSON. If it is absent, nothing is sent. */
	readonly body?: unknown;
	/** Runs when the client has the answer. */
	readonly afterwards?: () => void;
}

/** The answer to a request that is over a limit. @param headers - The headers of the same refusal. */
export function refusalAnswer(refusal: Refusal, headers: RateLimitHeaders, body: unknown): HttpAnswer {
	return { status: 429, headers, body: body ?? refusalBody(refusal) };
}

/** The answer to a request that cannot be served. An error of the emulator itself is a 500, with its text in the body. */
export function errorAnswer(error: unknown, headers: RateLimitHeaders = {}): HttpAnswer {
	if (error instanceof ApiError) return { status: error.status, reason: error.reason, headers, body: error.body };
	return {
		status: 500,
		headers,
		body: { message: `500: Internal Server Error (emulator: ${String(error)})`, code: 0 },
	};
}

/** The rate limit of a fault. A status of 429 without a body is one, and so is one whose body has a `retry_after`. */
export function faultRefusal({ rateLimited, status, body, headers }: RestFault): Refusal | undefined {
	if (rateLimited)
		return { retryAfter: rateLimited.retryAfter, scope: rateLimited.global ? 'global' : (rateLimited.scope ?? 'user') };
	if (status !== 429) return undefined;
	const said = { retry_after: Number(headers?.['retry-after'] ?? 1) };
	const { retry_after, global } = (body ?? said) as { readonly retry_after?: unknown; readonly global?: unknown };
	return typeof retry_after === 'number' ? { retryAfter: retry_after, scope: global ? 'global' : 'user' } : undefined;
}

/** The answer that a fault gives instead of the true one, if it gives any. */
export function faultAnswer({ status, body }: RestFault, headers: RateLimitHeaders): HttpAnswer | undefined {
	if (status === undefined) return undefined;
	return {
		status,
		// A 429 that gets here is not one of Discord's: its headers would contradict the body.
		headers: status === 429 ? {} : headers,
		body: body === undefined && status >= 400 ? { message: `${status}: Emulated fault`, code: 0 } : body,
	};
}
