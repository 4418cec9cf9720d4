import { followSignals } from '../pacing/followSignals.js';
import { onAbort } from '../pacing/onAbort.js';
import { sleep } from '../pacing/sleep.js';
import { waitFor } from '../pacing/waitFor.js';
import type { FetchContext } from './FetchContext.js';

/** How often a wait checks again. A session that was only silent does not announce its return, nor does a new config. */
const LOOK_AGAIN_MS = 250;
/** How long a running request may still take after the plan has changed: an answer on its way is better than none. */
const GRACE_MS = 1_000;

/** Ends what only waits. One is enough for all: each costs a stack trace. */
const OVER = new Error('The wait is over.');

export interface Waiting {
	/** Monotonic ms at which it ends by itself, if that is known. */
	readonly until?: number | undefined;
	/** Something else that ends it. */
	readonly orFor?: AbortSignal | undefined;
	/** @defaultValue the signal of the operation */
	readonly signal?: AbortSignal;
}

/**
 * Waits while `shouldWait`, which is asked at each change of the connection, when the guild's gate opens, at `until`, and now
 * and then. Operations wait for everything that they cannot speed up in this way only, so they plan again after every change.
 */
export async function awaitChange(
	context: FetchContext,
	shouldWait: () => boolean,
	{ until, orFor, signal = context.signal }: Waiting = {},
): Promise<void> {
	const { clock } = context;
	while (shouldWait() && !orFor?.aborted) {
		const left = until === undefined || until <= clock.now() ? LOOK_AGAIN_MS : Math.ceil(until - clock.now());
		await waitFor(signal, (arrived) => onChange(context, Math.min(left, LOOK_AGAIN_MS), orFor, arrived));
	}
}

/** The same without a place, and announced to the callers who wait for the operation. */
export async function awaitAside(context: FetchContext, shouldWait: () => boolean, until: number): Promise<void> {
	const { place, waiters } = context;
	waiters.tellWait(until);
	await place.aside(() => awaitChange(context, shouldWait, { until })).finally(() => waiters.tellWait(undefined));
}

function onChange({ guild, clock }: FetchContext, ms: number, orFor: AbortSignal | undefined, arrived: () => void) {
	const cancel = clock.setTimer(ms, arrived);
	const unlisten = guild.listen({ onConnection: arrived, onBreak: arrived });
	const over = guild.gate.waitMs > 0 ? new AbortController() : undefined;
	if (over) guild.gate.wait(over.signal).then(arrived, () => {});
	const stopListening = orFor && onAbort(orFor, arrived);
	return () => {
		over?.abort(OVER);
		cancel();
		unlisten();
		stopListening?.();
	};
}

/** Why a step was stopped: another plan has become better. It is no failure. */
export class PlanChanged extends Error {
	override readonly name = 'PlanChanged';
}

/**
 * The signal of a step that is right only while `isRight`. It fires with the signal of the operation, or soon after the step
 * has become wrong.
 */
export function whileRight(context: FetchContext, isRight: () => boolean): { signal: AbortSignal; end(): void } {
	const changed = new AbortController();
	const watching = new AbortController();
	const { signal, end: unfollow } = followSignals(context.signal, changed.signal);
	awaitChange(context, isRight, { signal: watching.signal })
		.then(() => sleep(context.clock, GRACE_MS, watching.signal))
		.then(() => changed.abort(new PlanChanged('The plan has changed.')))
		.catch(() => {}); // the step is over
	const end = () => {
		watching.abort(OVER);
		unfollow();
	};
	return { signal, end };
}
