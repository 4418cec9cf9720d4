import type { CancelTimer, IClock } from '../interfaces/IClock.js';

/** Libraries do not report that a bot was destroyed, so this is how often to look while something runs. */
const LOOK_AGAIN_MS = 250;

/** Stops what runs for a bot after its owner has destroyed it. It does not look while nothing runs. */
export class DestroyWatch {
	readonly #running = new Set<() => void>();
	#cancelTimer: CancelTimer = () => {};

	constructor(
		private readonly clock: IClock,
		/** `undefined` if the connection cannot tell. */
		private readonly isDestroyed: () => boolean | undefined,
		/** Called each time the bot is found destroyed, after what ran was stopped. */
		private readonly onDestroyed: () => void,
	) {}

	/** Calls `stop` when the bot is destroyed, unless the returned function was called before. */
	follow(stop: () => void): () => void {
		this.#running.add(stop);
		if (this.#running.size === 1) this.#arm();
		return () => {
			if (this.#running.delete(stop) && this.#running.size === 0) this.#cancelTimer();
		};
	}

	/** Stops all that runs, if the bot is destroyed. */
	look(): void {
		if (!this.isDestroyed()) return;
		this.#cancelTimer();
		const running = [...this.#running];
		this.#running.clear();
		for (const stop of running) stop();
		this.onDestroyed();
	}

	#arm(): void {
		if (this.isDestroyed() === undefined) return;
		this.#cancelTimer = this.clock.setTimer(LOOK_AGAIN_MS, () => {
			this.#arm();
			this.look();
		});
	}
}
