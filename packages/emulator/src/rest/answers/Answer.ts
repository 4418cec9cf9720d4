import type { RestFault } from '../../faults/index.js';
import { ApiError } from '../errors/index.js';
import { type RateLimitHeaders, type Refusal, refusalBody, refusalHeaders } from '../rateLimits/index.js';

/** What goes over the wire. */
export interface Answer {
	readonly status: number;
	readonly headers: RateLimitHeaders;
	/** JSON; nothing is sent when it is absent. */
	readonly body?: unknown;
	/** What is put off until the client has it. */
	readonly afterwards?: () => void;
}

/** The answer to a request that is over a limit. */
export function refusalAnswer(refusal: Refusal, headers: RateLimitHeaders): Answer {
	return { status: 429, headers: { ...headers, ...refusalHeaders(refusal) }, body: refusalBody(refusal) };
}

/** The answer to a request that cannot be served. An error that is not Discord's is one of the emulator: its text goes along. */
export function errorAnswer(error: unknown, headers: RateLimitHeaders = {}): Answer {
	if (error instanceof ApiError) return { status: error.status, headers, body: error.body };
	return {
		status: 500,
		headers,
		body: { message: `500: Internal Server Error (emulator: ${String(error)})`, code: 0 },
	};
}

/** The answer that a fault puts in the place of the true one, if it does. */
export function faultAnswer(fault: RestFault, headers: RateLimitHeaders): Answer | undefined {
	const { rateLimited, status, body } = fault;
	if (rateLimited) {
		const scope = rateLimited.global ? 'global' : (rateLimited.scope ?? 'user');
		return refusalAnswer({ retryAfter: rateLimited.retryAfter, scope }, { ...headers, 'x-ratelimit-remaining': '0' });
	}
	if (status === undefined) return undefined;
	return {
		status,
		headers,
		body: body === undefined && status >= 400 ? { message: `${status}: Emulated fault`, code: 0 } : body,
	};
}
