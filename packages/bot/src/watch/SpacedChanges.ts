import type { Clock } from '../clock/index.js';

/** One thing says at most so often that it is bad. */
const SPACE_MS = 5 * 60_000;

/** A change of one thing between good and bad. */
export interface Change {
	readonly isBad: boolean;
	/** Writes the line. @param held - changes since the last line that have no line of their own */
	readonly say: (held: number) => void;
}

interface Spoken {
	isBad: boolean;
	/** When it may next be said that it is bad. */
	until: number;
	/** Changes that were held back, and the last of them. */
	held: number;
	latest?: Change | undefined;
	cancel?: () => void;
}

/**
 * Says that something turns bad, and that it is good again. If it then goes on changing, the next line comes after five
 * minutes, with the number of changes in between, so that the last line always tells the state.
 */
export class SpacedChanges {
	readonly #spoken = new Map<string, Spoken>();

	constructor(private readonly clock: Clock) {}

	tell(key: string, change: Change): void {
		const spoken = this.#spoken.get(key) ?? { isBad: false, until: this.clock.now(), held: 0 };
		if (!change.isBad && !spoken.isBad && spoken.held === 0) return;
		this.#spoken.set(key, spoken);
		const isEnd = !change.isBad && spoken.held === 0;
		if (isEnd || (spoken.held === 0 && this.clock.now() >= spoken.until)) this.#say(spoken, change);
		else this.#hold(spoken, change);
	}

	/** What it was about is gone. */
	forget(key: string): void {
		this.#spoken.get(key)?.cancel?.();
		this.#spoken.delete(key);
	}

	stop(): void {
		for (const key of [...this.#spoken.keys()]) this.forget(key);
	}

	#hold(spoken: Spoken, change: Change): void {
		spoken.held++;
		spoken.latest = change;
		spoken.cancel ??= this.clock.after(Math.max(0, spoken.until - this.clock.now()), () => {
			delete spoken.cancel;
			if (spoken.latest) this.#say(spoken, spoken.latest);
		});
	}

	#say(spoken: Spoken, change: Change): void {
		const { held } = spoken;
		if (change.isBad || held > 0) spoken.until = this.clock.now() + SPACE_MS;
		spoken.isBad = change.isBad;
		spoken.held = 0;
		spoken.latest = undefined;
		change.say(held);
	}
}
