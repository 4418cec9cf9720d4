import type { RequestCount } from '../interfaces/FetchMetadata.js';
import type { RestAnswer, RestTurn } from '../interfaces/IBotGates.js';
import { type MemberPage, TransportError } from '../interfaces/ITransport.js';
import type { RestGate } from '../pacing/RestGate.js';
import { isRateLimit, retryRest } from '../pacing/retryRest.js';
import { sleep } from '../pacing/sleep.js';
import type { FetchPlace, PlaceUser } from './FetchPlace.js';

/** A call waits for rate limits up to so long, all in all. A longer one is a reason to plan again. */
const MOMENT_MS = 1_000;

/** How one REST request is made. */
export interface RestCall {
	/** @defaultValue the signal of the operation */
	readonly signal?: AbortSignal | undefined;
	/** Knows until when Discord refuses such requests. None is sent before. */
	readonly gate?: RestGate;
	/** How many ms it waits for rate limits, all in all. It throws one that lasts longer. @defaultValue a moment */
	readonly longestWaitMs?: number | undefined;
	/** It runs beside another request of the operation, which keeps the place while this one waits. */
	readonly beside?: boolean | undefined;
}

/** The operation that makes the calls. */
export interface RestUser extends PlaceUser {
	readonly place: FetchPlace;
	readonly requests: RequestCount;
	retryCount: number;
}

/** The REST requests of one operation: gated, tried again, and counted. */
export class RestCalls {
	constructor(private readonly user: RestUser) {}

	/** One request. Some failures are tried again, each try is counted, and nothing is sent that would be refused. */
	make<T>(call: (signal: AbortSignal) => Promise<T>, how: RestCall): Promise<T> {
		return how.beside ? this.#begin(call, how) : this.user.spent.during('rest', () => this.#begin(call, how));
	}

	/** In the background, it waits until callers leave something of REST's limit. */
	#begin<T>(call: (signal: AbortSignal) => Promise<T>, how: RestCall): Promise<T> {
		const { deps, signal } = this.user;
		if (!deps.background) return this.#retry(call, how);
		return deps.background.awaitRest(how.signal ?? signal).then(() => this.#retry(call, how));
	}

	#retry<T>(call: (signal: AbortSignal) => Promise<T>, how: RestCall): Promise<T> {
		const { user } = this;
		const { deps, spent, waiters, place } = user;
		const { retry, timeouts } = deps.config();
		let patienceMs = how.longestWaitMs ?? MOMENT_MS;
		let waited = () => {};
		return retryRest((inner) => this.#gatedCall(call, how.gate, inner), {
			clock: deps.clock,
			backoff: deps.backoff(),
			maxRetries: retry.maxRetries,
			requestTimeoutMs: timeouts.fallbackTimeout,
			signal: how.signal ?? user.signal,
			longestWaitMs: () => patienceMs,
			aside: (wait, ms) => {
				patienceMs -= ms;
				return how.beside ? wait() : place.aside(wait);
			},
			onWait: (until) => {
				if (until === undefined) waited();
				else waited = how.beside ? waited : spent.begin('limits');
				waiters.tellWait(until);
			},
			onRetry: () => {
				user.retryCount++;
			},
		});
	}

	async #gatedCall<T>(
		call: (signal: AbortSignal) => Promise<T>,
		gate: RestGate | undefined,
		signal: AbortSignal,
	): Promise<T> {
		const waitMs = gate?.waitMs ?? 0;
		if (waitMs > 0) throw new TransportError('rateLimited', 'Discord has said to wait.', waitMs, false);
		const turn = gate?.takeTurn();
		if (gate === undefined || turn === undefined) return this.#minded(call, gate, signal);
		await this.#awaitTurn(turn, gate, signal);
		let answer: RestAnswer = NONE;
		try {
			const value = await this.#minded(call, gate, signal);
			answer = { status: 200, bucket: bucketOf(value) };
			return value;
		} catch (error) {
			answer = answerOf(error);
			throw error;
		} finally {
			gate.tell(answer);
		}
	}

	/** Other processes of the bot may be before this one. */
	async #awaitTurn(turn: Promise<RestTurn>, gate: RestGate, signal: AbortSignal): Promise<void> {
		const { isTaken, waitMs } = await turn;
		if (!isTaken) {
			gate.refused(waitMs);
			throw new TransportError('rateLimited', 'Other processes of the bot ask first.', waitMs, false);
		}
		if (waitMs === 0) return;
		await sleep(this.user.deps.clock, waitMs, signal).catch((reason: unknown) => {
			gate.tell(NONE);
			throw reason;
		});
	}

	/** The gate hears of a rate limit. */
	async #minded<T>(
		call: (signal: AbortSignal) => Promise<T>,
		gate: RestGate | undefined,
		signal: AbortSignal,
	): Promise<T> {
		try {
			return await this.#countedCall(call, signal);
		} catch (error) {
			if (isRateLimit(error)) gate?.refused(error.retryAfterMs);
			throw error;
		}
	}

	async #countedCall<T>(call: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
		const { requests, deps } = this.user;
		requests.rest++;
		try {
			const answer = await call(signal);
			deps.count('rest', false);
			return answer;
		} catch (error) {
			this.#countFailed(error);
			throw error;
		}
	}

	#countFailed(error: unknown): void {
		const { requests, deps } = this.user;
		if (error instanceof TransportError && !error.sent) {
			requests.rest--;
			return;
		}
		deps.count('rest', false);
		if (isRateLimit(error) && isDiscords(error)) deps.count('rest', true);
	}
}

/** There was no answer. */
const NONE: RestAnswer = { status: 0 };

/** What a failure says about limits. Only a 429 says how long to wait. */
function answerOf(error: unknown): RestAnswer {
	if (!(error instanceof TransportError) || !error.sent) return NONE;
	const isLimit = error.failure === 'rateLimited';
	const status = isDiscords(error) ? (error.answered?.status ?? (isLimit ? 429 : 0)) : 0;
	return isLimit ? { status, retryAfterMs: error.retryAfterMs } : { status };
}

/** Whether Discord, or Cloudflare in front of it, gave the answer. Only what they refuse counts against the address. */
function isDiscords({ answered, failure }: TransportError): boolean {
	if (answered?.isDiscords !== undefined) return answered.isDiscords;
	return failure === 'rateLimited' || failure === 'blocked' || answered?.code !== undefined;
}

/** Only a page of members comes with its bucket. */
function bucketOf(value: unknown): RestAnswer['bucket'] {
	const isObject = typeof value === 'object' && value !== null;
	return isObject && 'bucket' in value ? (value as MemberPage).bucket : undefined;
}
