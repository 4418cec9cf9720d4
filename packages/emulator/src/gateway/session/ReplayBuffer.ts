import type { MemoryBudget } from '../memory/index.js';

interface Sent {
	readonly sequence: number;
	readonly bytes: Buffer;
}

/** Keeps the newest dispatches of a session for a resume, as long as the budget of all sessions allows it. */
export class ReplayBuffer {
	readonly #mostDispatches: number;
	readonly #budget: MemoryBudget<ReplayBuffer>;
	#sent: Sent[] = [];
	#bytes = 0;
	#forgottenUpTo = 0;

	constructor(mostDispatches: number, budget: MemoryBudget<ReplayBuffer>) {
		this.#mostDispatches = mostDispatches;
		this.#budget = budget;
	}

	/** Keeps one dispatch, and forgets the oldest ones if there are too many. */
	keep(sequence: number, bytes: Buffer): void {
		this.#sent.push({ sequence, bytes });
		this.#bytes += bytes.length;
		this.#budget.note(this, this.#bytes);
		while (this.#sent.length > this.#mostDispatches) this.#forgetOldest();
		this.#budget.settle((largest) => largest.#forgetOldest());
	}

	/** Gives everything that was sent after a sequence number; `undefined` if part of it is forgotten. */
	after(sequence: number): Buffer[] | undefined {
		if (sequence < this.#forgottenUpTo) return undefined;
		return this.#sent.filter((sent) => sent.sequence > sequence).map(({ bytes }) => bytes);
	}

	/** Forgets everything: there will be no resume. */
	clear(): void {
		this.#forgottenUpTo = this.#sent.at(-1)?.sequence ?? this.#forgottenUpTo;
		this.#sent = [];
		this.#bytes = 0;
		this.#budget.note(this, 0);
	}

	#forgetOldest(): void {
		const oldest = this.#sent.shift();
		if (!oldest) return;
		this.#bytes -= oldest.bytes.length;
		this.#forgottenUpTo = oldest.sequence;
		this.#budget.note(this, this.#bytes);
	}
}
