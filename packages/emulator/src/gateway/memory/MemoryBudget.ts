/** A number of bytes for all holders together. */
export class MemoryBudget<Holder extends object> {
	readonly #held = new Map<Holder, number>();
	readonly #waiting: (() => void)[] = [];
	readonly #mostBytes: number;
	#bytes = 0;

	constructor(mostBytes: number) {
		this.#mostBytes = mostBytes;
	}

	/** The bytes of all holders together. */
	get bytes(): number {
		return this.#bytes;
	}

	/** Whether something large may be added. Half of the budget stays free for what cannot wait. */
	get hasRoom(): boolean {
		return this.#bytes <= this.#mostBytes / 2;
	}

	/** Whether nothing more should be added. */
	get isFull(): boolean {
		return this.#bytes > this.#mostBytes;
	}

	/** Notes how much a holder holds now. */
	note(holder: Holder, bytes: number): void {
		this.#bytes += bytes - (this.#held.get(holder) ?? 0);
		if (bytes === 0) this.#held.delete(holder);
		else this.#held.set(holder, bytes);
		this.#wake();
	}

	/**
	 * Lets the largest holder give up bytes, again and again, until all fit. Small holders do not pay for a large one.
	 *
	 * @param giveUp - Must note that the holder holds less.
	 */
	settle(giveUp: (holder: Holder) => void): void {
		while (this.isFull) giveUp(this.#largest());
	}

	/** Runs `go` as soon as there is room: usually at once. */
	whenRoom(go: () => void): void {
		this.#waiting.push(go);
		this.#wake();
	}

	#wake(): void {
		while (this.hasRoom) {
			const go = this.#waiting.shift();
			if (!go) return;
			go();
		}
	}

	#largest(): Holder {
		const [first, ...rest] = this.#held;
		if (!first) throw new Error('There is no holder.');
		return rest.reduce((most, entry) => (entry[1] > most[1] ? entry : most), first)[0];
	}
}
