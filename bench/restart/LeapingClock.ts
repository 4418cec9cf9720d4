import type { IClock } from 'rollcall';

/** An answer that has not come after so long never comes. */
const LONGEST_ANSWER_MS = 2_000;

/** If no answer is awaited, others get so long to begin something before the clock leaps. */
const QUIET_MS = 2;

/**
 * A clock on which waiting for Discord's limits takes no time: it runs as that of the machine, and if no answer is awaited, it
 * leaps to the next timer.
 */
export class LeapingClock implements IClock {
	readonly #timers = new Map<object, { readonly dueAt: number; readonly callback: () => void }>();
	readonly #awaited = new Map<string, NodeJS.Timeout>();
	#leaps = true;
	#now = 0;
	/** When that was, by the clock of the machine. */
	#readAt = performance.now();
	#nextAt = Number.POSITIVE_INFINITY;
	#alarm: NodeJS.Timeout | undefined;

	now(): number {
		const readAt = performance.now();
		this.#now += readAt - this.#readAt;
		this.#readAt = readAt;
		return this.#now;
	}

	wallNow(): number {
		return Date.now();
	}

	setTimer(delayMs: number, callback: () => void): () => void {
		const timer = {};
		const dueAt = this.now() + delayMs;
		this.#timers.set(timer, { dueAt, callback });
		if (dueAt < this.#nextAt) this.#arm(dueAt);
		return () => void this.#timers.delete(timer);
	}

	/** It leaps no more. */
	calm(): void {
		this.#leaps = false;
		this.#arm(this.#nextAt);
	}

	/** An answer with this name is awaited from now on. */
	await(name: string): void {
		if (this.#awaited.has(name)) return;
		this.#change(() => {
			this.#awaited.set(
				name,
				setTimeout(() => this.settle(name), LONGEST_ANSWER_MS),
			);
		});
	}

	/** It has come. */
	settle(name: string): void {
		if (!this.#awaited.has(name)) return;
		clearTimeout(this.#awaited.get(name));
		this.#change(() => this.#awaited.delete(name));
	}

	get #isQuiet(): boolean {
		return this.#leaps && this.#awaited.size === 0;
	}

	#change(make: () => void): void {
		this.now();
		make();
		this.#arm(this.#nextAt);
	}

	#arm(nextAt: number): void {
		clearTimeout(this.#alarm);
		this.#nextAt = nextAt;
		if (nextAt === Number.POSITIVE_INFINITY) return;
		const leftMs = nextAt - this.now();
		this.#alarm = setTimeout(() => this.#ring(), this.#isQuiet ? Math.min(leftMs, QUIET_MS) : leftMs);
	}

	#ring(): void {
		const now = Math.max(this.now(), this.#nextAt);
		this.#now = now;
		for (const [timer, { dueAt, callback }] of [...this.#timers]) {
			if (dueAt > now || !this.#timers.delete(timer)) continue;
			callback();
		}
		this.#arm(Math.min(...[...this.#timers.values()].map(({ dueAt }) => dueAt), Number.POSITIVE_INFINITY));
	}
}
