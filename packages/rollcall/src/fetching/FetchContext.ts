import type { MemberFetchConfig } from '../config/schema.js';
import type { RequestCount, Via } from '../interfaces/FetchMetadata.js';
import type { IClock } from '../interfaces/IClock.js';
import { type ITransport, TransportError } from '../interfaces/ITransport.js';
import type { Backoff } from '../pacing/Backoff.js';
import type { OperationGate } from '../pacing/OperationGate.js';
import { retryRest } from '../pacing/retryRest.js';
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

/** What one operation on one guild works with: its way to Discord, counted. */
export class FetchContext {
	readonly requests: RequestCount = { gateway: 0, rest: 0 };
	readonly via = new Set<Via>();
	retryCount = 0;
	/** Told when a wait for a gate or a bucket begins (its end in monotonic ms) and when it is over. */
	onWait: (until: number | undefined) => void = () => {};

	constructor(
		readonly sync: MemberSync,
		readonly guild: GuildSync,
		readonly deps: FetchDependencies,
		readonly signal: AbortSignal,
		/** What the operation asks for, as texts name it. */
		readonly asked: string = MEMBER_LIST,
	) {}

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

	/** One REST request, tried again by kind of failure; each try is counted. */
	rest<T>(
		call: (signal: AbortSignal) => Promise<T>,
		signal: AbortSignal = this.signal,
		longestWaitMs?: () => number,
	): Promise<T> {
		return retryRest((inner) => this.#countedCall(call, inner), {
			clock: this.clock,
			backoff: this.deps.backoff(),
			maxRetries: this.config.retry.maxRetries,
			requestTimeoutMs: this.config.timeouts.fallbackTimeout,
			signal,
			...(longestWaitMs && { longestWaitMs }),
			onWait: (until) => this.onWait(until),
			onRetry: () => {
				this.retryCount++;
			},
		});
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
		if (error instanceof TransportError && error.failure === 'rateLimited') this.deps.count('rest', true);
	}
}
