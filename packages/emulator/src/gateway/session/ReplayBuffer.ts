/** Chunks are large; a session keeps at most this much text for a resume. */
const MOST_CHARACTERS = 64 * 1024 * 1024;

interface Sent {
	readonly sequence: number;
	readonly text: string;
}

/** Keeps the newest dispatches of a session for a resume. */
export class ReplayBuffer {
	readonly #mostDispatches: number;
	#sent: Sent[] = [];
	#characters = 0;
	#forgottenUpTo = 0;

	constructor(mostDispatches: number) {
		this.#mostDispatches = mostDispatches;
	}

	/** Keeps one dispatch, and forgets the oldest ones when there is too much. */
	keep(sequence: number, text: string): void {
		this.#sent.push({ sequence, text });
		this.#characters += text.length;
		while (this.#sent.length > this.#mostDispatches || this.#characters > MOST_CHARACTERS) this.#forgetOldest();
	}

	/** Gives what was sent after a sequence number; nothing at all when a part of it is forgotten. */
	after(sequence: number): string[] | undefined {
		if (sequence < this.#forgottenUpTo) return undefined;
		return this.#sent.filter((sent) => sent.sequence > sequence).map(({ text }) => text);
	}

	#forgetOldest(): void {
		const oldest = this.#sent.shift();
		if (!oldest) return;
		this.#characters -= oldest.text.length;
		this.#forgottenUpTo = oldest.sequence;
	}
}
