import type { IClock } from '../interfaces/IClock.js';

/** Things that an operation may wait for, in words that continue "5000 ms". */
const WORDS = {
	starts: "for a start by the service's own rateLimit",
	places: "for a place by the service's own rateLimit",
	limits: 'for rate limits of Discord',
	session: 'for the gateway session',
	gateway: 'for answers of the gateway',
	rest: 'for answers of REST',
} as const;
export type Spending = keyof typeof WORDS;

/** Less than this is not worth telling. */
const WORTH_TELLING_MS = 100;

/** Measures where the time of one operation goes. If one measurement runs inside another, the inner one counts. */
export class TimeSpent {
	readonly #sums = new Map<Spending, number>();
	#current: Spending | undefined;
	#since = 0;

	constructor(private readonly clock: IClock) {}

	/** Ms spent on it so far. */
	of(kind: Spending): number {
		const running = this.#current === kind ? this.clock.now() - this.#since : 0;
		return (this.#sums.get(kind) ?? 0) + running;
	}

	/** Counts the time from now on; the returned function ends that. */
	begin(kind: Spending): () => void {
		const outer = this.#current;
		this.#turnTo(kind);
		return () => this.#turnTo(outer);
	}

	async during<T>(kind: Spending, task: () => Promise<T>): Promise<T> {
		const end = this.begin(kind);
		try {
			return await task();
		} finally {
			end();
		}
	}

	/** Describes all of it, the longest first; empty if nothing was measured. */
	describe(): string {
		const kinds = Object.keys(WORDS) as Spending[];
		const told = kinds.map((kind) => ({ kind, ms: this.of(kind) })).filter(({ ms }) => ms >= WORTH_TELLING_MS);
		return told
			.sort((a, b) => b.ms - a.ms)
			.map(({ kind, ms }) => `${Math.round(ms)} ms ${WORDS[kind]}`)
			.join(', ');
	}

	#turnTo(kind: Spending | undefined): void {
		const now = this.clock.now();
		if (this.#current) this.#sums.set(this.#current, (this.#sums.get(this.#current) ?? 0) + now - this.#since);
		this.#current = kind;
		this.#since = now;
	}
}
