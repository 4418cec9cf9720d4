/**
 * Waits with a signal that fires after some time, or with another signal. `AbortSignal.any` holds `AbortSignal.timeout` so
 * weakly that the garbage collection may take it, and the wait would have no end.
 */
export async function within<Result>(
	ms: number,
	signal: AbortSignal,
	wait: (either: AbortSignal) => Promise<Result>,
): Promise<Result> {
	const controller = new AbortController();
	const end = () => controller.abort();
	const timer = setTimeout(end, ms);
	signal.addEventListener('abort', end);
	if (signal.aborted) end();
	try {
		return await wait(controller.signal);
	} finally {
		clearTimeout(timer);
		signal.removeEventListener('abort', end);
	}
}
