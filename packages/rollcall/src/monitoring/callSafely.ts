/** Calls a callback of the user: not awaited, and neither what it throws nor what its promise rejects with gets out. */
export function callSafely<T>(callback: ((value: T) => unknown) | undefined, value: T): void {
	try {
		Promise.resolve(callback?.(value)).catch(() => {});
	} catch {
		// A broken callback is its owner's; the fetch serves others too.
	}
}
