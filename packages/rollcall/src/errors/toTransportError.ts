import type { DiscordAPIError, HTTPError, RateLimitError, ResponseLike } from '@discordjs/rest';
import { LONGEST_WAIT_MS, type RateLimit } from './RateLimit.js';
import { type AnsweredFacts, TransportError, type TransportFailure } from './TransportError.js';

/** "Cloudflare is blocking your request" (opcodes-and-status-codes, "JSON"). */
const BLOCKED = 40_333;
/** A block by Cloudflare lasts longer than any of Discord's rate limits. */
const LONGEST_LIMIT_S = 60;
/** For a 429 that does not say how long to wait. */
const UNTOLD_RETRY_MS = 1_000;
/**
 * Statuses below 500 that say nothing about the next request. A server on the way gave up its own request (408, 499),
 * or got this one on a connection that it may not use for it (421, 425).
 */
const PASSING: ReadonlySet<number> = new Set([408, 421, 425, 499]);

/** How far a request got. */
export interface RequestState {
	/** It was sent. If a bucket is empty, it is refused before that. */
	sent: boolean;
	/** HTTP status of the response. */
	status?: number;
	/** What the response says about its limit, if the status is 429. */
	limit?: RateLimit;
}

/** The classes of errors of the REST that made a request: two copies of `@discordjs/rest` have two of each. */
export interface RestErrors {
	readonly DiscordAPIError: typeof DiscordAPIError;
	readonly HTTPError: typeof HTTPError;
	readonly RateLimitError: typeof RateLimitError;
}

/** The kind of a failed request. */
export function toTransportError(error: unknown, state: RequestState, classes: RestErrors): TransportError {
	const { status } = state;
	if (error instanceof TransportError) return error;
	if (error instanceof classes.RateLimitError) return rateLimited(error, state);
	if (error instanceof classes.DiscordAPIError) return refused(error);
	if (error instanceof classes.HTTPError) return answered('unavailable', { status: error.status }, error);
	const code = (error as { cause?: { code?: string } }).cause?.code ?? (error as { code?: string }).code;
	const why = code ?? (error as Error).name;
	// A status without a readable body is no decision of Discord's.
	if (status !== undefined)
		return failed('unavailable', `The answer (status ${status}) could not be read (${why}).`, { status }, error);
	return failed('unavailable', `The connection failed (${why}).`, undefined, error);
}

/** A response that is not what was asked for, and that the library does not treat as an error. */
export function unexpectedStatus(status: number): TransportError {
	return answered('unavailable', { status });
}

function rateLimited(error: RateLimitError, { sent, limit }: RequestState): TransportError {
	if (!limit) return new TransportError('rateLimited', `Rate limited (scope ${error.scope}).`, waitOf(error), sent);
	// The library takes a limit that says nothing for one that is over.
	const { waitMs } = limit;
	const wait = waitMs === undefined ? UNTOLD_RETRY_MS : Math.min(Math.max(waitOf(error), waitMs), LONGEST_WAIT_MS);
	const { scope, isDiscords } = limit;
	const what = isDiscords ? 'Rate limited' : 'Rate limited by something on the way to Discord';
	const message = `${what}${scope === undefined ? '' : ` (scope ${scope})`}.`;
	return new TransportError('rateLimited', message, wait, sent, { status: 429, isDiscords });
}

/** How long the library would wait. */
function waitOf({ retryAfter, timeToReset, sublimitTimeout }: RateLimitError): number {
	return Math.max(retryAfter, sublimitTimeout) || Math.max(timeToReset, 0) || UNTOLD_RETRY_MS;
}

function refused(error: DiscordAPIError): TransportError {
	const { status } = error;
	// Discord's refusals have a code. A response without one comes from something else on the way, and says nothing about Discord.
	const code = typeof error.code === 'number' ? error.code : undefined;
	if (code === BLOCKED) return failed('blocked', describeBlock(status), { status, code }, error);
	return answered(kindOf(status, code), { status, code }, error);
}

function kindOf(status: number, code: number | undefined): TransportFailure {
	if (PASSING.has(status)) return 'unavailable';
	if (code === undefined) return 'rejected';
	if (status === 401) return 'invalidToken';
	if (status === 403) return 'missingAccess';
	return code === 10_004 ? 'unknownGuild' : 'rejected';
}

function answered(failure: TransportFailure, facts: AnsweredFacts, cause?: unknown): TransportError {
	const { status, code } = facts;
	const what =
		code === undefined
			? `The request was answered with status ${status}${status < 500 ? " and without a code of Discord's" : ''}.`
			: `Discord answered ${status}, code ${code}.`;
	return failed(failure, what, facts, cause);
}

function failed(
	failure: TransportFailure,
	message: string,
	facts: AnsweredFacts | undefined,
	cause: unknown,
): TransportError {
	const error = new TransportError(failure, message, 0, true, facts);
	if (cause !== undefined) error.cause = cause;
	return error;
}

function describeBlock(status: number): string {
	return `Cloudflare, or another server in front of Discord, refuses requests from this address (status ${status}).`;
}

/**
 * Recognizes a refusal that is not Discord's own. Discord's refusals are JSON or name a bucket. The REST library would
 * take the others for a rate limit or a lack of access. A short wait is worth waiting, for every caller.
 */
export function blockOf({ status, headers }: Pick<ResponseLike, 'status' | 'headers'>): TransportError | undefined {
	if (status !== 403 && status !== 429) return undefined;
	const type = headers.get('Content-Type');
	if (type === null || /json/i.test(type) || headers.has('X-RateLimit-Limit')) return undefined;
	const seconds = Number(headers.get('Retry-After') ?? (isOtherServer(headers) ? 0 : Number.POSITIVE_INFINITY));
	return status === 429 && seconds <= LONGEST_LIMIT_S
		? undefined
		: failed('blocked', describeBlock(status), { status }, undefined);
}

/** The response names another server than Cloudflare's, such as a proxy that limits the rate and says no more. */
function isOtherServer(headers: ResponseLike['headers']): boolean {
	const server = headers.get('Server');
	return server !== null && !/cloudflare/i.test(server) && !headers.has('CF-RAY');
}
