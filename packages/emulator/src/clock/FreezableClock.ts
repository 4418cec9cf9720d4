import type { Clock } from './Clock.js';

/** The longest time that a timer of Node takes. */
const MOST_MS = 2 ** 31 - 1;

interface Alarm {
	readonly at: number;
	readonly order: number;
	readonly run: () => void;
	timer?: NodeJS.Timeout | undefined;
}

/** The time of this machine, until it is frozen. Then it moves only when you advance it, and goes on from there when it is thawed. */
export class FreezableClock implements Clock {
	readonly #alarms = new Set<Alarm>();
	#frozenAt: number | undefined;
	/** How far it is ahead of the machine. */
	#ahead = 0;
	#order = 0;

	now(): number {
		return this.#frozenAt ?? Date.now() + this.#ahead;
	}

	after(ms: number, run: () => void): () => void {
		const alarm: Alarm = { at: this.now() + Math.max(0, ms), order: this.#order++, run };
		this.#alarms.add(alarm);
		this.#arm(alarm);
		return () => this.#forget(alarm);
	}

	/** Whether it stands still. */
	get isFrozen(): boolean {
		return this.#frozenAt !== undefined;
	}

	/** How many timers wait. */
	get pending(): number {
		return this.#alarms.size;
	}

	/** Lets it stand still. */
	freeze(): void {
		this.#frozenAt ??= this.now();
		for (const alarm of this.#alarms) clearTimeout(alarm.timer);
	}

	/** Lets it go on from where it stands. */
	thaw(): void {
		if (this.#frozenAt === undefined) return;
		this.#ahead = this.#frozenAt - Date.now();
		this.#frozenAt = undefined;
		for (const alarm of this.#alarms) this.#arm(alarm);
	}

	/**
	 * Moves it forward, and runs everything that becomes due, each at its own time and in a turn of its own, so that what follows from
	 * it can become due in turn.
	 *
	 * @throws Error if it is not frozen
	 */
	async advance(ms: number): Promise<void> {
		const end = this.#frozen() + ms;
		for (let alarm = this.#next(end); alarm; alarm = this.#next(end)) {
			this.#forget(alarm);
			this.#frozenAt = Math.max(this.#frozen(), alarm.at);
			alarm.run();
			await new Promise((resolve) => setImmediate(resolve));
		}
		this.#frozenAt = Math.max(this.#frozen(), end);
	}

	#frozen(): number {
		if (this.#frozenAt === undefined) throw new Error('The clock is not frozen. Freeze it before you advance it.');
		return this.#frozenAt;
	}

	#arm(alarm: Alarm): void {
		if (this.#frozenAt !== undefined) return;
		const left = alarm.at - this.now();
		const ring = () => {
			if (left > MOST_MS) this.#arm(alarm);
			else if (this.#alarms.delete(alarm)) alarm.run();
		};
		alarm.timer = setTimeout(ring, Math.min(Math.max(0, left), MOST_MS));
	}

	#forget(alarm: Alarm): void {
		clearTimeout(alarm.timer);
		this.#alarms.delete(alarm);
	}

	#next(end: number): Alarm | undefined {
		let first: Alarm | undefined;
		for (const alarm of this.#alarms) {
			const isEarlier = !first || alarm.at < first.at || (alarm.at === first.at && alarm.order < first.order);
			if (alarm.at <= end && isEarlier) first = alarm;
		}
		return first;
	}
}
