import { onAbort } from './onAbort.js';

/**
 * Waits for an event, or for the signal: the one place where a wait begins and where everything it set up is undone.
 *
 * `begin` gets the function to call when the event is there (never before `begin` returned), and returns what undoes
 * its own set-up. On abort the wait rejects at once with the signal's reason.
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
