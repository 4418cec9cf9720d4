/** So many bytes for all holders together. */
export class MemoryBudget<Holder extends object> {
	readonly #held = new Map<Holder, number>();
	readonly #waiting: (() => void)[] = [];
	readonly #mostBytes: number;
	#bytes = 0;

	constructor(mostBytes: number) {
		this.#mostBytes = mostBytes;
	}

	/** What all hold together. */
	get bytes(): number {
		return this.#bytes;
	}

	/** Whether something large may be added: half of the budget stays free for what can not wait. */
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
	 * Lets whoever holds most give up, again and again, until all fit: nobody pays for a greedy neighbour.
	 *
	 * @param giveUp - Has to note that the holder holds less.
	 */
	settle(giveUp: (holder: Holder) => void): void {
		while (this.isFull) giveUp(this.#largest());
	}

	/** Runs `go` as soon as there is room: at once, as a rule. */
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
		if (!first) throw new Error('Nobody holds anything.');
		return rest.reduce((most, entry) => (entry[1] > most[1] ? entry : most), first)[0];
	}
}
