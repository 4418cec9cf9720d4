import { setTimeout } from 'node:timers/promises';
import type { Side } from '../sides/Side.js';
import type { Target } from '../sides/Target.js';
import { cpuSince } from './cpu.js';

const DEADLINE_MS = 60_000;
const POLL_MS = 5;

/** Waits until the list of a side shows the last of the live updates, and takes the CPU time until then. */
export class UpdateWatch {
	/** CPU time in ms. */
	readonly seen: Promise<number>;

	constructor(rowNow: NonNullable<Side['rowNow']>, { guild, sentinel }: Target) {
		const cpu = process.cpuUsage();
		this.seen = this.#poll(async () => (await rowNow(guild.id, sentinel.id))?.nick === sentinel.nick).then(() =>
			cpuSince(cpu),
		);
		this.seen.catch(() => undefined); // a caller that awaits it still sees the error
	}

	async #poll(isSeen: () => Promise<boolean>): Promise<void> {
		const until = performance.now() + DEADLINE_MS;
		while (!(await isSeen())) {
			if (performance.now() > until) throw new Error(`The last update did not show in ${DEADLINE_MS} ms.`);
			await setTimeout(POLL_MS);
		}
	}
}
