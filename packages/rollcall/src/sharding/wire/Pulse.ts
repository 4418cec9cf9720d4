import type { CancelTimer, IClock } from '../../interfaces/IClock.js';
import { PULSE_MS } from './LinkTimes.js';

/** A beat for as long as something is open. It keeps no process alive, and leaves no timer when nothing is. */
export class Pulse {
	#cancel: CancelTimer | undefined;
	#dueAt = 0;

	/**
	 * @param beat - gets the ms by which this process has overslept: then nobody else was silent for so long
	 * @returns whether to go on
	 */
	constructor(
		private readonly clock: IClock,
		private readonly beat: (oversleptMs: number) => boolean,
	) {}

	start(): void {
		if (this.#cancel) return;
		this.#dueAt = this.clock.now() + PULSE_MS;
		this.#cancel = this.clock.setTimer(PULSE_MS, () => {
			const oversleptMs = Math.max(0, this.clock.now() - this.#dueAt);
			this.#cancel = undefined;
			if (this.beat(oversleptMs)) this.start();
		});
	}

	stop(): void {
		this.#cancel?.();
		this.#cancel = undefined;
	}
}
