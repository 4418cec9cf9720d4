import { type AnySignal, onAbort } from './onAbort.js';

/** A signal that follows others, until it is let go of. */
export interface Followed {
	/** Fires with the first of those that it follows, and with its reason. */
	readonly signal: AbortSignal;
	/** Follows them no more; leaves no listener on any. */
	end(): void;
}

/**
 * A signal of Node that fires with the first of others, whatever realm or package they are of.
 *
 * In place of `AbortSignal.any`, which takes only Node's own, and in Node 20 keeps what it made for as long as a source
 * lives: a bot may abort all its work by one signal that lives as long as the process.
 */
export function followSignals(...sources: readonly (AnySignal | undefined)[]): Followed {
	const own = new AbortController();
	const given = sources.filter((source) => source !== undefined);
	const fired = given.find(({ aborted }) => aborted);
	if (fired) {
		own.abort(fired.reason);
		return { signal: own.signal, end: () => {} };
	}
	const undo = given.map((source) => onAbort(source, () => own.abort(source.reason)));
	const end = () => {
		for (const stop of undo) stop();
	};
	return { signal: own.signal, end };
}

/** Runs `task` under a signal that follows others for as long as it runs. */
export async function underSignals<T>(
	sources: readonly (AnySignal | undefined)[],
	task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
	const { signal, end } = followSignals(...sources);
	try {
		return await task(signal);
	} finally {
		end();
	}
}
