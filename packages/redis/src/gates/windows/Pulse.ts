import type { CancelTimer, IClock } from 'rollcall';

/** Looks at the store about once a second, for as long as there is something to look for. It never looks twice at once. */
export class Pulse {
	#cancel: CancelTimer | undefined;
	#isLooking = false;
	#isClosed = false;
	#lookedAt = Number.NEGATIVE_INFINITY;

	/**
	 * @param isWanted - there is something to look for
	 * @param look - never rejects
	 */
	constructor(
		private readonly clock: IClock,
		private readonly everyMs: number,
		private readonly isWanted: () => boolean,
		private readonly look: () => Promise<void>,
	) {}

	/** There may be something to look for. The first look comes at once, unless the last one is not that long ago. */
	want(): void {
		if (this.#cancel || this.#isLooking || this.#isClosed || !this.isWanted()) return;
		const ms = Math.max(0, this.#lookedAt + this.everyMs - this.clock.now());
		this.#cancel = this.clock.setTimer(ms, () => void this.#run());
	}

	close(): void {
		this.#isClosed = true;
		this.#cancel?.();
		this.#cancel = undefined;
	}

	async #run(): Promise<void> {
		this.#cancel = undefined;
		if (!this.isWanted()) return;
		this.#isLooking = true;
		this.#lookedAt = this.clock.now();
		await this.look();
		this.#isLooking = false;
		this.want();
	}
}
