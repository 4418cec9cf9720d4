import type { HeardUpdate } from '../checking/HeardUpdate.js';
import { cpuSince } from './cpu.js';

const DEADLINE_MS = 60_000;

/** Listens to updates of members until the last of them has come, and takes the CPU time until then. */
export class ListenWatch {
	/** The updates in their order, and the CPU time in ms. */
	readonly done: Promise<{ readonly heard: readonly HeardUpdate[]; readonly cpuMs: number }>;

	/** @param lastNick - the nickname that shows the last one */
	constructor(listen: (onUpdate: (update: HeardUpdate) => void) => () => void, lastNick: string) {
		const heard: HeardUpdate[] = [];
		const cpu = process.cpuUsage();
		this.done = new Promise((resolve, reject) => {
			const late = setTimeout(() => {
				stop();
				reject(new Error(`The last update was not heard in ${DEADLINE_MS} ms; ${heard.length} were.`));
			}, DEADLINE_MS);
			const stop = listen((update) => {
				heard.push(update);
				if (update[2] !== lastNick) return;
				stop();
				clearTimeout(late);
				resolve({ heard, cpuMs: cpuSince(cpu) });
			});
		});
		this.done.catch(() => undefined); // a caller that awaits it still sees the error
	}
}
