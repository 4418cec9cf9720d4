/**
 * Any signal that a caller may have: from Node, from another realm (a `vm` context, jsdom), or from a package that imitates
 * one. `AbortSignal.any` refuses all but the first kind, and the others may lack a reason.
 */
export type AnySignal = Pick<AbortSignal, 'aborted' | 'addEventListener' | 'removeEventListener'> & {
	readonly reason?: unknown;
};

interface Watch {
	readonly calls: Set<{ readonly call: () => void }>;
	readonly onEvent: () => void;
}

const watches = new WeakMap<AnySignal, Watch>();

/**
 * Calls `call` once, when the signal fires. If the signal has fired before, `call` is never called: check `aborted` first.
 *
 * A signal has one listener, however many wait for it. Node warns of a leak from the eleventh listener on, even if each is
 * removed later.
 *
 * @returns a function that undoes it
 */
export function onAbort(signal: AnySignal, call: () => void): () => void {
	const entry = { call };
	const watch = watches.get(signal) ?? watchOn(signal);
	watch.calls.add(entry);
	return () => {
		if (watch.calls.delete(entry) && watch.calls.size === 0) unwatch(signal, watch);
	};
}

function watchOn(signal: AnySignal): Watch {
	const calls: Watch['calls'] = new Set();
	const onEvent = () => {
		unwatch(signal, watch);
		for (const entry of calls) if (calls.delete(entry)) entry.call();
	};
	const watch = { calls, onEvent };
	watches.set(signal, watch);
	signal.addEventListener('abort', onEvent);
	return watch;
}

function unwatch(signal: AnySignal, watch: Watch): void {
	signal.removeEventListener('abort', watch.onEvent);
	if (watches.get(signal) === watch) watches.delete(signal);
}
