/**
 * A signal as a caller may have it: of Node, of another realm (a `vm` context, jsdom), or of a package that imitates one.
 * Such a one is not known to `AbortSignal.any`, and need not have a reason.
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
 * Calls `call` once, when the signal fires; never for one that has fired before, which the caller sees by itself.
 *
 * However many wait for one signal, it has one listener: Node warns of a leak from the eleventh on, though each is undone.
 *
 * @returns what undoes it
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
