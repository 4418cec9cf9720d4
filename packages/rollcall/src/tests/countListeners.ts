import { getEventListeners } from 'node:events';

/** How many listeners wait on a signal: 0 proves that nothing was left behind. */
export function countListeners(signal: AbortSignal): number {
	return getEventListeners(signal, 'abort').length;
}
