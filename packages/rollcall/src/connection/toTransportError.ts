import { DiscordAPIError, HTTPError, RateLimitError, type ResponseLike } from '@discordjs/rest';
import { TransportError } from '../interfaces/ITransport.js';

/** "Cloudflare is blocking your request" (opcodes-and-status-codes, "JSON"). */
const BLOCKED = 40_333;
/** A block by Cloudflare lasts longer than any bucket of Discord's. */
const LONGEST_LIMIT_S = 60;
/** For a 429 that does not say how long to wait. */
const UNTOLD_RETRY_MS = 1_000;

/** The kind of a failed request. `sent`: whether it had gone out, or was known beforehand to be refused. */
export function toTransportError(error: unknown, sent: boolean): TransportError {
	if (error instanceof TransportError) return error;
	if (error instanceof RateLimitError) return rateLimited(error, sent);
	if (error instanceof DiscordAPIError) return refused(error);
	if (error instanceof HTTPError) return withCause('unavailable', `Discord answered ${error.status}.`, error);
	const code = (error as { cause?: { code?: string } }).cause?.code ?? (error as { code?: string }).code;
	return withCause('unavailable', `The connection failed (${code ?? (error as Error).name}).`, error);
}

function rateLimited(
	{ retryAfter, timeToReset, sublimitTimeout, scope }: RateLimitError,
	sent: boolean,
): TransportError {
	const wait = Math.max(retryAfter, sublimitTimeout) || Math.max(timeToReset, 0) || UNTOLD_RETRY_MS;
	return new TransportError('rateLimited', `Rate limited (scope ${scope}).`, wait, sent);
}

function refused(error: DiscordAPIError): TransportError {
	const what = `Discord answered ${error.status}, code ${error.code}.`;
	if (error.code === BLOCKED) return withCause('blocked', describeBlock(error.status), error);
	if (error.status === 401) return withCause('invalidToken', what, error);
	if (error.status === 403) return withCause('missingAccess', what, error);
	if (error.code === 10_004) return withCause('unknownGuild', what, error);
	return withCause('rejected', what, error);
}

function withCause(failure: TransportError['failure'], message: string, cause: unknown): TransportError {
	const error = new TransportError(failure, message);
	error.cause = cause;
	return error;
}

function describeBlock(status: number): string {
	return `Cloudflare, which stands before Discord, refuses the requests of this address (status ${status}).`;
}

/**
 * A refusal that is not Discord's own, which is JSON or tells of a bucket: to the REST it would look like a rate limit or
 * a lack of access. A short wait is best waited for, whoever asks for it.
 */
export function blockOf({ status, headers }: Pick<ResponseLike, 'status' | 'headers'>): TransportError | undefined {
	if (status !== 403 && status !== 429) return undefined;
	const type = headers.get('Content-Type');
	if (type === null || /json/i.test(type) || headers.has('X-RateLimit-Limit')) return undefined;
	const seconds = Number(headers.get('Retry-After') ?? Number.POSITIVE_INFINITY);
	return status === 429 && seconds <= LONGEST_LIMIT_S
		? undefined
		: new TransportError('blocked', describeBlock(status));
}

/** The code that Discord's answer gave (10007, Unknown Member), where it is behind the error. */
export function answeredCode(error: unknown): number | string | undefined {
	const { cause } = error as Error;
	return cause instanceof DiscordAPIError ? cause.code : undefined;
}
