import type { Clock } from '../../clock/index.js';
import type { MemoryBudget } from '../memory/index.js';

interface Waiting {
	readonly dueAt: number;
	readonly characters: number;
	readonly deliver: () => void;
}

/** Holds the deliveries of a session until they are due, always in order. A gateway that lags, lags as a whole. */
export class Outbox {
	readonly #clock: Clock;
	readonly #budget: MemoryBudget<Outbox>;
	#waiting: Waiting[] = [];
	#emptied: (() => void)[] = [];
	#characters = 0;
	#cancel: (() => void) | undefined;
	#paused = false;
	#delivering = false;

	/** @param budget - The budget of the text that waits in all outboxes. */
	constructor(clock: Clock, budget: MemoryBudget<Outbox>) {
		this.#clock = clock;
		this.#budget = budget;
	}

	/** How many deliveries wait. */
	get size(): number {
		return this.#waiting.length;
	}

	/** Delivers after `lagMs`, or after everything before it, whichever is later. */
	push(deliver: () => void, lagMs: number, characters = 0): void {
		this.#waiting.push({ dueAt: this.#clock.now() + lagMs, characters, deliver });
		this.#count(characters);
		this.#deliver();
	}

	/** Runs `go` at once. If too much waits in all outboxes, runs it when this one is empty. */
	whenKeepingUp(go: () => void): void {
		if (this.size === 0 || this.#budget.hasRoom) go();
		else this.#emptied.push(go);
	}

	/** Holds everything back. */
	pause(): void {
		this.#paused = true;
		this.#stopTimer();
	}

	/** Goes on after `pause`. */
	resume(): void {
		this.#paused = false;
		this.#deliver();
	}

	/** Drops what waits. */
	clear(): void {
		this.#waiting = [];
		this.#emptied = [];
		this.#count(-this.#characters);
		this.#stopTimer();
	}

	#deliver(): void {
		// A delivery may cause another one, which joins the queue instead of overtaking.
		if (this.#delivering) return;
		this.#delivering = true;
		try {
			this.#deliverDue();
		} finally {
			this.#delivering = false;
		}
		if (this.size === 0) for (const go of this.#emptied.splice(0)) go();
	}

	#deliverDue(): void {
		this.#stopTimer();
		for (let head = this.#waiting[0]; head && !this.#paused; head = this.#waiting[0]) {
			const waitMs = head.dueAt - this.#clock.now();
			if (waitMs > 0) {
				this.#cancel = this.#clock.after(waitMs, () => this.#deliver());
				return;
			}
			this.#waiting.shift();
			this.#count(-head.characters);
			head.deliver();
		}
	}

	#count(characters: number): void {
		this.#characters += characters;
		this.#budget.note(this, this.#characters);
	}

	#stopTimer(): void {
		this.#cancel?.();
		this.#cancel = undefined;
	}
}
