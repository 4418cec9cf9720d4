import { onAbort } from './onAbort.js';

/**
 * Waits for an event or for the signal. Every wait begins here, and here everything that it set up is undone.
 *
 * `begin` gets a function to call when the event happens (never before `begin` has returned), and returns a function that
 * undoes what it set up. When the signal fires, the wait rejects at once with the signal's reason.
 */
export function waitFor(signal: AbortSignal, begin: (arrived: () => void) => () => void): Promise<void> {
	return new Promise((resolve, reject) => {
		if (signal.aborted) return reject(signal.reason);
		const undo = begin(() => {
			unlisten();
			undo();
			resolve();
		});
		const unlisten = onAbort(signal, () => {
			undo();
			reject(signal.reason);
		});
	});
}
