import type { IClock } from '../interfaces/IClock.js';
import type { RestTurns } from './RestTurns.js';
import { waitFor } from './waitFor.js';

/**
 * How long Discord refuses a second request for all members of a guild: "1 request per guild per bot every 30 seconds".
 *
 * From Discord's change log of 2025-08-14; in force for every guild since 2025-10-01. Requests by query or by ids are exempt.
 */
export const FULL_REQUEST_WINDOW_MS = 30_000;

/** What a fetch needs of the gate of a guild. */
export interface Gate extends Omit<Pick<GuildGate, keyof GuildGate>, 'take' | 'heldByOthers' | 'opensAt'> {
	/** Shuts the gate for `ms` from now, for a request that is sent at once; `false` if it is shut already. */
	take(ms: number): boolean | Promise<boolean>;
	/** The turns of REST, if the processes of the bot share them. */
	readonly turns?: RestTurns | undefined;
}

/** Tells when the next full request for one guild may be sent. A new gate is open. */
export class GuildGate {
	readonly #clock: IClock;
	#changed: readonly (() => void)[] = [];
	#opensAt = Number.NEGATIVE_INFINITY;
	/** Until when other processes hold it, as they last said. That may change at any time, and what this process knows stays. */
	#othersUntil = Number.NEGATIVE_INFINITY;

	constructor(clock: IClock) {
		this.#clock = clock;
	}

	/** Ms until the gate opens; 0 if it is open. */
	get waitMs(): number {
		return Math.max(0, Math.max(this.#opensAt, this.#othersUntil) - this.#clock.now());
	}

	/** Monotonic ms at which it opens, as far as this process knows by itself. */
	get opensAt(): number {
		return this.#opensAt;
	}

	/** Shuts the gate for `ms` from now. If it is already shut for longer, that stays. */
	shutFor(ms: number): void {
		this.#openAt(Math.max(this.#opensAt, this.#clock.now() + ms));
	}

	/** Shuts the gate for `ms` from now, for a request that is sent at once; `false` if it is shut already. */
	take(ms: number): boolean {
		if (this.waitMs > 0) return false;
		this.shutFor(ms);
		return true;
	}

	/**
	 * Discord's answer overrides the estimate: the gate opens in `retryAfterMs`, even if that is earlier.
	 *
	 * @param _isOurs - it is the answer to the request that took the gate last, or that request was not sent
	 */
	refused(retryAfterMs: number, _isOurs = false): void {
		this.#openAt(this.#clock.now() + retryAfterMs);
	}

	/** Another process holds the gate for `ms` from now on, or no longer, with 0. */
	heldByOthers(ms: number): void {
		if (Number.isNaN(ms)) return;
		this.#othersUntil = this.#clock.now() + ms;
		this.#tell();
	}

	/** Waits until the gate is open, even if its time changes meanwhile. Rejects at once when `signal` fires. */
	async wait(signal: AbortSignal): Promise<void> {
		signal.throwIfAborted();
		while (this.waitMs > 0) await waitFor(signal, (arrived) => this.#onTimeOrChange(arrived));
	}

	#openAt(moment: number): void {
		// NaN would open the gate for ever.
		if (Number.isNaN(moment)) return;
		this.#opensAt = moment;
		this.#tell();
	}

	#tell(): void {
		for (const reread of this.#changed) reread();
	}

	#onTimeOrChange(arrived: () => void): () => void {
		// Rounded up to whole ms: a timer that fires a fraction too early would spin.
		const cancel = this.#clock.setTimer(Math.ceil(this.waitMs), arrived);
		this.#changed = [...this.#changed, arrived];
		return () => {
			cancel();
			this.#changed = this.#changed.filter((other) => other !== arrived);
		};
	}
}
