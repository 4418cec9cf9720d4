import type { MemberFetchConfig } from '../config/schema.js';
import type { RequestCount, Via } from '../interfaces/FetchMetadata.js';
import type { IClock } from '../interfaces/IClock.js';
import { type ITransport, TransportError } from '../interfaces/ITransport.js';
import { TimeSpent } from '../monitoring/TimeSpent.js';
import type { Backoff } from '../pacing/Backoff.js';
import type { OperationGate } from '../pacing/OperationGate.js';
import type { Place } from '../pacing/Place.js';
import type { RestGate } from '../pacing/RestGate.js';
import { isRateLimit, retryRest } from '../pacing/retryRest.js';
import type { GuildSync } from '../sync/GuildSync.js';
import type { MemberSync } from '../sync/MemberSync.js';

/** What a full fetch asks for, as texts name it. */
export const MEMBER_LIST = 'the member list';

/** Time, identity and limits, as the service was given them. */
export interface FetchDependencies {
	readonly clock: IClock;
	readonly createNonce: () => string;
	readonly config: () => MemberFetchConfig;
	readonly operations: OperationGate;
	readonly backoff: () => Backoff;
	/** Told of each request that is sent, and of each refusal. */
	readonly count: (kind: keyof RequestCount, refused: boolean) => void;
}

/** A rate limit up to so long is waited for within a call, all in all; a longer one is a reason to plan again. */
const MOMENT_MS = 1_000;

/** How one REST request is made. */
export interface RestCall {
	/** @defaultValue the signal of the operation */
	readonly signal?: AbortSignal | undefined;
	/** Knows until when such requests are refused: none is sent before. */
	readonly gate?: RestGate;
	/** Ms for which it waits for rate limits, all in all; one that lasts longer is thrown. @defaultValue a moment */
	readonly longestWaitMs?: number | undefined;
	/** It runs beside another request of the operation, which needs the place while this one waits. */
	readonly beside?: boolean | undefined;
}

/** What one operation on one guild works with: its way to Discord, counted. */
export class FetchContext {
	readonly requests: RequestCount = { gateway: 0, rest: 0 };
	readonly via = new Set<Via>();
	retryCount = 0;
	/** Where its time goes. */
	readonly spent: TimeSpent;
	/** Told when a wait for a gate or a bucket begins (its end in monotonic ms) and when it is over. */
	onWait: (until: number | undefined) => void = () => {};
	/** Monotonic ms until which somebody wants it to go on trying, come what may. */
	patientUntil: () => number = () => Number.NEGATIVE_INFINITY;
	/** Monotonic ms until which lookups wait for a rate limit. @defaultValue no longer than for the guild's gate */
	lookupsUntil: number | undefined;
	#place: Place | undefined;

	constructor(
		readonly sync: MemberSync,
		readonly guild: GuildSync,
		readonly deps: FetchDependencies,
		readonly signal: AbortSignal,
		/** What the operation asks for, as texts name it. */
		readonly asked: string = MEMBER_LIST,
	) {
		this.spent = new TimeSpent(deps.clock);
	}

	get clock(): IClock {
		return this.deps.clock;
	}

	get config(): MemberFetchConfig {
		return this.deps.config();
	}

	get transport(): ITransport {
		return this.sync.transport;
	}

	/** Counts an op 8 that was sent. */
	countGateway(): void {
		this.requests.gateway++;
		this.deps.count('gateway', false);
	}

	countRefusal(): void {
		this.deps.count('gateway', true);
	}

	/** Runs a task when one of the places of `maxConcurrentRequests` is free; that wait is none of the sources'. */
	inTurn<T>(task: () => Promise<T>): Promise<T> {
		this.#announcePlace();
		const placed = this.spent.begin('places');
		const run = async (place: Place) => {
			placed();
			this.onWait(undefined);
			this.#place = place;
			return task().finally(() => {
				this.#place = undefined;
			});
		};
		return this.deps.operations.run(run, this.signal);
	}

	/** Gives the place back for as long as something is waited for. */
	async aside<T>(wait: () => Promise<T>): Promise<T> {
		const place = this.#place;
		if (!place) return wait();
		place.giveBack();
		try {
			return await wait();
		} finally {
			this.#announcePlace();
			await this.spent.during('places', () => place.take(this.signal));
			this.onWait(undefined);
		}
	}

	/** One REST request, tried again by kind of failure; each try is counted, and what is known to be refused is not sent. */
	rest<T>(call: (signal: AbortSignal) => Promise<T>, how: RestCall = {}): Promise<T> {
		return how.beside ? this.#rest(call, how) : this.spent.during('rest', () => this.#rest(call, how));
	}

	#rest<T>(call: (signal: AbortSignal) => Promise<T>, how: RestCall): Promise<T> {
		let patienceMs = how.longestWaitMs ?? MOMENT_MS;
		let waited = () => {};
		return retryRest((inner) => this.#gatedCall(call, how.gate, inner), {
			clock: this.clock,
			backoff: this.deps.backoff(),
			maxRetries: this.config.retry.maxRetries,
			requestTimeoutMs: this.config.timeouts.fallbackTimeout,
			signal: how.signal ?? this.signal,
			longestWaitMs: () => patienceMs,
			aside: (wait, ms) => {
				patienceMs -= ms;
				return how.beside ? wait() : this.aside(wait);
			},
			onWait: (until) => {
				if (until === undefined) waited();
				else waited = how.beside ? waited : this.spent.begin('limits');
				this.onWait(until);
			},
			onRetry: () => {
				this.retryCount++;
			},
		});
	}

	#announcePlace(): void {
		const { operations, clock } = this.deps;
		const isFull = operations.status.running >= this.config.rateLimit.maxConcurrentRequests;
		if (isFull) this.onWait(clock.now());
	}

	async #gatedCall<T>(
		call: (signal: AbortSignal) => Promise<T>,
		gate: RestGate | undefined,
		signal: AbortSignal,
	): Promise<T> {
		const waitMs = gate?.waitMs ?? 0;
		if (waitMs > 0) throw new TransportError('rateLimited', 'Discord has said to wait.', waitMs, false);
		try {
			return await this.#countedCall(call, signal);
		} catch (error) {
			if (isRateLimit(error)) gate?.refused(error.retryAfterMs);
			throw error;
		}
	}

	async #countedCall<T>(call: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
		this.requests.rest++;
		try {
			const answer = await call(signal);
			this.deps.count('rest', false);
			return answer;
		} catch (error) {
			this.#countFailed(error);
			throw error;
		}
	}

	#countFailed(error: unknown): void {
		if (error instanceof TransportError && !error.sent) {
			this.requests.rest--;
			return;
		}
		this.deps.count('rest', false);
		if (isRateLimit(error)) this.deps.count('rest', true);
	}
}
