import type { Clock } from './Clock.js';

interface Alarm {
	at: number;
	order: number;
	run: () => void;
}

/** A clock that moves only when you advance it, so that tests of limits and rates take no time. */
export class ManualClock implements Clock {
	#now: number;
	#order = 0;
	readonly #alarms = new Set<Alarm>();

	constructor(start = Date.UTC(2026, 0, 1)) {
		this.#now = start;
	}

	now(): number {
		return this.#now;
	}

	after(ms: number, run: () => void): () => void {
		const alarm = { at: this.#now + Math.max(0, ms), order: this.#order++, run };
		this.#alarms.add(alarm);
		return () => void this.#alarms.delete(alarm);
	}

	/** Moves time forward, and runs everything that becomes due, each at its own time. */
	advance(ms: number): void {
		const end = this.#now + ms;
		for (let alarm = this.#next(end); alarm; alarm = this.#next(end)) {
			this.#alarms.delete(alarm);
			this.#now = alarm.at;
			alarm.run();
		}
		this.#now = end;
	}

	/** How many timers wait. Zero means that nothing was left behind. */
	get pending(): number {
		return this.#alarms.size;
	}

	#next(end: number): Alarm | undefined {
		const due = [...this.#alarms].filter((alarm) => alarm.at <= end);
		return due.sort((a, b) => a.at - b.at || a.order - b.order)[0];
	}
}
