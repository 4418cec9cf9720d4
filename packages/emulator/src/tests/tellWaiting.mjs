// Preloaded into a process, it says on stderr at the end for how long the process has waited since it was told to end. Only
// the time counts in which the event loop waits: what a busy machine takes for other programs is no waiting.
import { writeSync } from 'node:fs';

const TICK_MS = 2;
/** The most that counts of the time between two ticks. */
const COUNTED_MS = 3;
const { setInterval } = globalThis;

let waitedMs = 0;
let isCounting = false;

function count() {
	if (isCounting) return;
	isCounting = true;
	let tickedAt = performance.now();
	setInterval(() => {
		const now = performance.now();
		waitedMs += Math.min(now - tickedAt, COUNTED_MS);
		tickedAt = now;
	}, TICK_MS).unref();
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, count);
process.once('exit', () => isCounting && writeSync(2, `\nwaited ${Math.round(waitedMs)} ms after the signal\n`));
