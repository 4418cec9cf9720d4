/** Calls a callback of the user without waiting for it; its errors and rejections are swallowed. */
export function callSafely<T>(callback: ((value: T) => unknown) | undefined, value: T): void {
	try {
		Promise.resolve(callback?.(value)).catch(() => {});
	} catch {
		// The fetch serves other callers too, so a broken callback must not stop it.
	}
}
