import { followSignals } from '../pacing/followSignals.js';
import { onAbort } from '../pacing/onAbort.js';
import { sleep } from '../pacing/sleep.js';
import { waitFor } from '../pacing/waitFor.js';
import type { FetchContext } from './FetchContext.js';

/** How often a wait is looked at: a session that is merely silent announces nothing of its return, nor does a new config. */
const LOOK_AGAIN_MS = 250;
/** So long a request that runs may still take when the plan has changed: an answer on its way is better than none. */
const GRACE_MS = 1_000;

export interface Waiting {
	/** When it ends by itself, as far as is known (monotonic ms). */
	readonly until?: number | undefined;
	/** Something else that ends it. */
	readonly orFor?: AbortSignal | undefined;
	/** @defaultValue the signal of the operation */
	readonly signal?: AbortSignal;
}

/**
 * Waits while `shouldWait`, which is asked at each change of the connection, when the guild's gate opens, at `until`, and now
 * and then. The one way in which an operation waits for what it cannot hasten: whatever changes, the plan is made again.
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

/** The same without a place, and announced to those who wait for the operation. */
export async function awaitAside(context: FetchContext, shouldWait: () => boolean, until: number): Promise<void> {
	const { place, waiters } = context;
	waiters.tellWait(until);
	await place.aside(() => awaitChange(context, shouldWait, { until })).finally(() => waiters.tellWait(undefined));
}

function onChange({ guild, clock }: FetchContext, ms: number, orFor: AbortSignal | undefined, arrived: () => void) {
	const over = new AbortController();
	const cancel = clock.setTimer(ms, arrived);
	const unlisten = guild.listen({ onConnection: arrived, onEraEnd: arrived });
	if (guild.gate.waitMs > 0) guild.gate.wait(over.signal).then(arrived, () => {});
	const stopListening = orFor && onAbort(orFor, arrived);
	return () => {
		over.abort();
		cancel();
		unlisten();
		stopListening?.();
	};
}

/** Why a step is broken off: another plan has become the better one. It is no failure. */
export class PlanChanged extends Error {
	override readonly name = 'PlanChanged';
}

/** The signal of a step that is right only while `isRight`: it fires with that of the operation, or soon after. */
export function whileRight(context: FetchContext, isRight: () => boolean): { signal: AbortSignal; end(): void } {
	const changed = new AbortController();
	const watching = new AbortController();
	const { signal, end: unfollow } = followSignals(context.signal, changed.signal);
	awaitChange(context, isRight, { signal: watching.signal })
		.then(() => sleep(context.clock, GRACE_MS, watching.signal))
		.then(() => changed.abort(new PlanChanged('The plan has changed.')))
		.catch(() => {}); // the step is over
	const end = () => {
		watching.abort();
		unfollow();
	};
	return { signal, end };
}
