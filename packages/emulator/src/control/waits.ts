/** A signal that fires after a time of the machine, or when the client is gone. `end` calls the time off. */
export function deadline(ms: number, gone: AbortSignal): { readonly signal: AbortSignal; end(): void } {
	const controller = new AbortController();
	const stop = () => controller.abort();
	const timer = setTimeout(stop, ms);
	gone.addEventListener('abort', stop);
	if (gone.aborted) stop();
	return {
		signal: controller.signal,
		end() {
			clearTimeout(timer);
			gone.removeEventListener('abort', stop);
		},
	};
}
