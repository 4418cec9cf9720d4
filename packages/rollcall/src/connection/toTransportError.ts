import type { DiscordAPIError, RateLimitError, ResponseLike } from '@discordjs/rest';
import { type AnsweredFacts, TransportError, type TransportFailure } from '../interfaces/ITransport.js';
import type { RestLibrary } from './RestLibrary.js';

/** "Cloudflare is blocking your request" (opcodes-and-status-codes, "JSON"). */
const BLOCKED = 40_333;
/** A block by Cloudflare lasts longer than any bucket of Discord's. */
const LONGEST_LIMIT_S = 60;
/** For a 429 that does not say how long to wait. */
const UNTOLD_RETRY_MS = 1_000;
/**
 * Statuses below 500 of which the next request knows nothing: a server on the way gave up waiting for its own request
 * (408, 499), or took this one on a connection that it may not use for it (421, 425).
 */
const PASSING: ReadonlySet<number> = new Set([408, 421, 425, 499]);

/** How far a request came. */
export interface RequestState {
	/** It has gone out: an empty bucket is known before. */
	sent: boolean;
	/** HTTP status of the answer. */
	status?: number;
}

/** The kind of a failed request. */
export function toTransportError(
	error: unknown,
	{ sent, status }: RequestState,
	library: Omit<RestLibrary, 'REST' | 'RequestMethod'>,
): TransportError {
	if (error instanceof TransportError) return error;
	if (error instanceof library.RateLimitError) return rateLimited(error, sent);
	if (error instanceof library.DiscordAPIError) return refused(error);
	if (error instanceof library.HTTPError) return answered('unavailable', { status: error.status }, error);
	const code = (error as { cause?: { code?: string } }).cause?.code ?? (error as { code?: string }).code;
	const why = code ?? (error as Error).name;
	// A status without a body that can be read is nobody's verdict.
	if (status !== undefined)
		return failed('unavailable', `The answer (status ${status}) could not be read (${why}).`, { status }, error);
	return failed('unavailable', `The connection failed (${why}).`, undefined, error);
}

/** An answer that is neither what was asked for nor an error to the library. */
export function unexpectedStatus(status: number): TransportError {
	return answered('unavailable', { status });
}

function rateLimited(
	{ retryAfter, timeToReset, sublimitTimeout, scope }: RateLimitError,
	sent: boolean,
): TransportError {
	const wait = Math.max(retryAfter, sublimitTimeout) || Math.max(timeToReset, 0) || UNTOLD_RETRY_MS;
	return new TransportError('rateLimited', `Rate limited (scope ${scope}).`, wait, sent);
}

function refused(error: DiscordAPIError): TransportError {
	const { status } = error;
	// Discord's refusals have a code; an answer without one is of something else on the way, and says nothing of Discord.
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
	return `Cloudflare, or another server before Discord, refuses the requests of this address (status ${status}).`;
}

/**
 * A refusal that is not Discord's own, which is JSON or names a bucket: to the REST it would look like a rate limit or
 * a lack of access. A short wait is best waited for, whoever asks for it.
 */
export function blockOf({ status, headers }: Pick<ResponseLike, 'status' | 'headers'>): TransportError | undefined {
	if (status !== 403 && status !== 429) return undefined;
	const type = headers.get('Content-Type');
	if (type === null || /json/i.test(type) || headers.has('X-RateLimit-Limit')) return undefined;
	const seconds = Number(headers.get('Retry-After') ?? Number.POSITIVE_INFINITY);
	return status === 429 && seconds <= LONGEST_LIMIT_S
		? undefined
		: failed('blocked', describeBlock(status), { status }, undefined);
}
