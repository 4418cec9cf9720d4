import type { CancelTimer, IClock } from '../../interfaces/IClock.js';

/** The simulation's own timers: when they are stopped, any timer that is left on the clock is the service's. */
export class Timers {
	readonly #pending = new Set<CancelTimer>();

	constructor(private readonly clock: IClock) {}

	get now(): number {
		return this.clock.now();
	}

	after(ms: number, callback: () => void): void {
		const cancel = this.clock.setTimer(ms, () => {
			this.#pending.delete(cancel);
			callback();
		});
		this.#pending.add(cancel);
	}

	stop(): void {
		for (const cancel of this.#pending) cancel();
		this.#pending.clear();
	}
}
