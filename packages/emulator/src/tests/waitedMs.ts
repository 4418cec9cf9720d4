/** The option of Node with which a process tells `waitedMs` how long it has waited. */
export const TELL_WAITING = `--import=${new URL('./tellWaiting.mjs', import.meta.url).href}`;

/** For how long a process has waited since a signal told it to end, by its stderr; `NaN` if it has not said so. */
export function waitedMs(stderr: string): number {
	return Number(/^waited (\d+) ms after the signal$/m.exec(stderr)?.[1] ?? Number.NaN);
}
