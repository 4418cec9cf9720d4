import { type AnySignal, onAbort } from './onAbort.js';

/** A signal that follows others, until you end it. */
export interface Followed {
	/** Fires when the first of the signals fires, with the same reason. */
	readonly signal: AbortSignal;
	/** Stops following, and leaves no listener on any signal. */
	end(): void;
}

/**
 * Makes a signal of Node that fires when the first of others fires, whichever realm or package they come from.
 *
 * `AbortSignal.any` takes only signals of Node, and in Node 20 keeps each new signal for as long as a source lives. A bot may
 * have one signal for all its work, which lives as long as the process.
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

/** Runs `task` with a signal that follows others for as long as the task runs. */
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
