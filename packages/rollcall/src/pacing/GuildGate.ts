import type { IClock } from '../interfaces/IClock.js';
import { waitFor } from './waitFor.js';

/**
 * How long Discord refuses a second request for all members of a guild: "1 request per guild per bot every 30 seconds".
 *
 * Discord's change log of 2025-08-14; in force for every guild since 2025-10-01. Requests by query or by ids are free.
 */
export const FULL_REQUEST_WINDOW_MS = 30_000;

/** What users of a gate see of it. */
export type Gate = Pick<GuildGate, keyof GuildGate>;

/** Says when the next full request for one guild may be sent. A new gate is open. */
export class GuildGate {
	readonly #clock: IClock;
	readonly #changed = new Set<() => void>();
	#opensAt = Number.NEGATIVE_INFINITY;

	constructor(clock: IClock) {
		this.#clock = clock;
	}

	/** Ms until the gate opens; 0 is open. */
	get waitMs(): number {
		return Math.max(0, this.#opensAt - this.#clock.now());
	}

	/** Shuts the gate for `ms` from now, or leaves it shut for longer where it is. */
	shutFor(ms: number): void {
		this.#openAt(Math.max(this.#opensAt, this.#clock.now() + ms));
	}

	/** Takes Discord's word, which beats what was thought: the gate opens in `retryAfterMs`, be it earlier or later. */
	refused(retryAfterMs: number): void {
		this.#openAt(this.#clock.now() + retryAfterMs);
	}

	/** Waits until the gate is open, whatever changes meanwhile. Rejects at once when `signal` fires. */
	async wait(signal: AbortSignal): Promise<void> {
		signal.throwIfAborted();
		while (this.waitMs > 0) await waitFor(signal, (arrived) => this.#onTimeOrChange(arrived));
	}

	#openAt(moment: number): void {
		// A number that is none would open the gate for ever.
		if (Number.isNaN(moment)) return;
		this.#opensAt = moment;
		for (const reread of [...this.#changed]) reread();
	}

	#onTimeOrChange(arrived: () => void): () => void {
		// Whole ms, rounded up: a timer that fires a fraction early would spin.
		const cancel = this.#clock.setTimer(Math.ceil(this.waitMs), arrived);
		this.#changed.add(arrived);
		return () => {
			cancel();
			this.#changed.delete(arrived);
		};
	}
}
