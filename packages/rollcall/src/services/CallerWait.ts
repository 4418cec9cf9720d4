import { MemberFetchError } from '../errors/MemberFetchError.js';
import type { FetchListener, FetchOutcome } from '../fetching/FetchOutcome.js';
import type { MemberFetch } from '../fetching/MemberFetch.js';
import type { CancelTimer, IClock } from '../interfaces/IClock.js';

/** How a caller's wait for a shared fetch ended. */
export type WaitEnd =
	| { readonly kind: 'done'; readonly outcome: FetchOutcome }
	/** The caller's own `timeout`, or `fullFetch` without any arrival. The fetch goes on behind. */
	| { readonly kind: 'deadline'; readonly waitedMs: number; readonly idle: boolean }
	| { readonly kind: 'aborted' };

export interface WaitLimits {
	/** Hard deadline in ms. */
	readonly timeout?: number | undefined;
	/** Ms without any arrival; waits for a gate or a bucket do not count. */
	readonly idleMs: number;
	readonly signal?: AbortSignal | undefined;
}

/** Waits for the fetch within one caller's limits; leaves no timer and no listener. */
export function waitForFetch(
	fetch: MemberFetch,
	limits: WaitLimits,
	clock: IClock,
	hear: FetchListener,
): Promise<WaitEnd> {
	const startedAt = clock.now();
	return new Promise((resolve) => {
		let cancelIdle: CancelTimer = () => {};
		let cancelDeadline: CancelTimer = () => {};
		const settle = (end: WaitEnd) => {
			cancelIdle();
			cancelDeadline();
			unlisten();
			limits.signal?.removeEventListener('abort', onAbort);
			resolve(end);
		};
		const onAbort = () => settle({ kind: 'aborted' });
		const expire = (idle: boolean) => settle({ kind: 'deadline', waitedMs: clock.now() - startedAt, idle });
		const renewIdle = () => {
			cancelIdle();
			cancelIdle = fetch.waitingUntil === undefined ? clock.setTimer(limits.idleMs, () => expire(true)) : () => {};
		};
		const unlisten = fetch.listen({
			onRows: (ids) => {
				renewIdle();
				hear.onRows?.(ids);
			},
			onWait: (until) => {
				renewIdle();
				hear.onWait?.(until);
			},
		});
		limits.signal?.addEventListener('abort', onAbort);
		if (limits.timeout !== undefined) cancelDeadline = clock.setTimer(limits.timeout, () => expire(false));
		renewIdle();
		void fetch.done.then((outcome) => settle({ kind: 'done', outcome }));
	});
}

/** The error of a caller whose time is up. */
export function deadlineError(
	fetch: MemberFetch,
	end: { waitedMs: number; idle: boolean },
	received: number,
): MemberFetchError {
	const { guild, memberCount, trouble } = fetch;
	const what = end.idle
		? `nothing more came (waited ${Math.round(end.waitedMs)} ms)`
		: `${Math.round(end.waitedMs)} ms had passed`;
	const why = trouble ? ` Last trouble: ${trouble.message}` : '';
	const message = `Guild ${guild.id}: ${received} of about ${memberCount} members when ${what}. The fetch goes on; ask again.${why}`;
	return new MemberFetchError(end.idle && trouble ? trouble.code : 'DEADLINE', message, { guildId: guild.id });
}
