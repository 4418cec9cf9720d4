import { MemberFetchError } from '../errors/MemberFetchError.js';
import { describeCount } from '../fetching/ExpectedMembers.js';
import type { FetchListener, FetchOutcome } from '../fetching/FetchOutcome.js';
import type { MemberFetch } from '../fetching/MemberFetch.js';
import type { CancelTimer, IClock } from '../interfaces/IClock.js';
import { onAbort } from '../pacing/onAbort.js';

/** How a caller's wait for a shared fetch ended. */
export type WaitEnd =
	| { readonly kind: 'done'; readonly outcome: FetchOutcome }
	/** The caller's own `timeout` is over or, without one, nothing has come for `fullFetch`. The fetch goes on. */
	| { readonly kind: 'deadline'; readonly waitedMs: number; readonly idle: boolean }
	| { readonly kind: 'aborted' };

export interface WaitLimits {
	/** Hard deadline in ms, instead of `idleMs`. */
	readonly timeout?: number | undefined;
	/** Ms in which nothing comes; waits for a gate or a rate limit do not count. */
	readonly idleMs: number;
	readonly signal?: AbortSignal | undefined;
}

/** Waits for the fetch within one caller's limits. It leaves no timer and no listener. */
export function waitForFetch(
	fetch: MemberFetch,
	limits: WaitLimits,
	clock: IClock,
	hear: FetchListener,
): Promise<WaitEnd> {
	return new CallerWait(fetch, limits, clock, hear).ended;
}

class CallerWait {
	readonly ended: Promise<WaitEnd>;
	readonly #startedAt: number;
	readonly #undo: (() => void)[] = [];
	#cancelIdle: CancelTimer = () => {};
	#isOver = false;
	#resolve: (end: WaitEnd) => void = () => {};

	constructor(
		private readonly fetch: MemberFetch,
		private readonly limits: WaitLimits,
		private readonly clock: IClock,
		hear: FetchListener,
	) {
		this.#startedAt = clock.now();
		this.ended = new Promise((resolve) => {
			this.#resolve = resolve;
		});
		this.#listen(hear);
		this.#limit();
		this.#renewIdle();
		void fetch.done.then((outcome) => this.#end({ kind: 'done', outcome }));
		if (limits.signal?.aborted) this.#end({ kind: 'aborted' }); // by the caller's own progressCallback, say
	}

	#listen(hear: FetchListener): void {
		const renew = () => this.#renewIdle();
		const own = { onRows: renew, onWait: renew, onSpent: () => this.#hasDeadline || this.#expire(true) };
		this.#undo.push(this.fetch.listen(own), this.fetch.listen(hear), () => this.#cancelIdle());
	}

	#limit(): void {
		const { signal, timeout } = this.limits;
		if (signal) this.#undo.push(onAbort(signal, () => this.#end({ kind: 'aborted' })));
		if (timeout !== undefined) this.#undo.push(this.clock.setTimer(timeout, () => this.#expire(false)));
	}

	get #hasDeadline(): boolean {
		return this.limits.timeout !== undefined;
	}

	#renewIdle(): void {
		if (this.#hasDeadline || this.#isOver) return;
		this.#cancelIdle();
		const isWaiting = this.fetch.waitingUntil !== undefined;
		this.#cancelIdle = isWaiting ? () => {} : this.clock.setTimer(this.limits.idleMs, () => this.#expire(true));
	}

	#expire(idle: boolean): void {
		this.#end({ kind: 'deadline', waitedMs: this.clock.now() - this.#startedAt, idle });
	}

	#end(end: WaitEnd): void {
		this.#isOver = true;
		for (const undo of this.#undo) undo();
		this.#resolve(end);
	}
}

/** The error of a caller that has waited as long as they may. */
export function deadlineError(
	fetch: MemberFetch,
	end: { waitedMs: number; idle: boolean },
	received: number,
): MemberFetchError {
	const { guild, expected, trouble } = fetch;
	const what = end.idle
		? `nothing more came (waited ${Math.round(end.waitedMs)} ms)`
		: `${Math.round(end.waitedMs)} ms had passed`;
	const why = trouble ? ` Last trouble: ${trouble.message}` : '';
	const code = end.idle && trouble ? trouble.code : 'DEADLINE';
	const retryAfterMs = code === trouble?.code ? trouble.retryAfterMs : undefined;
	const message = `Guild ${guild.id}: ${describeCount(received, expected)} when ${what}. The fetch goes on; ask again.${why}`;
	return new MemberFetchError(code, message, {
		guildId: guild.id,
		...(retryAfterMs !== undefined && { retryAfterMs }),
	});
}
