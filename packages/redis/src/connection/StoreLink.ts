import type { IClock } from 'rollcall';
import { inTime } from './inTime.js';

/** States of a client of ioredis in which it has no connection, and would keep a command until it has one again. */
const AWAY: ReadonlySet<string> = new Set(['close', 'reconnecting', 'end']);

/** The way to Redis: every wait for it is bounded, and while it is away nobody waits. */
export class StoreLink {
	/** Called when Redis stops answering. */
	onTrouble: () => void = () => {};
	/** How often Redis did not answer. What was not told then has to be told again. */
	failureCount = 0;
	#trouble: string | undefined;
	#isClosed = false;

	constructor(
		private readonly clock: IClock,
		private readonly timeoutMs: number,
		/** The state of the client, as ioredis names it. */
		private readonly status: () => string,
	) {}

	/** Why Redis is not asked now; `undefined` if it is. */
	get trouble(): string | undefined {
		return this.#trouble;
	}

	/** Asks Redis, unless it is away; `undefined` if there is no answer in time. It never rejects. */
	async ask<T>(question: () => Promise<T>): Promise<T | undefined> {
		return this.#trouble === undefined ? this.probe(question) : undefined;
	}

	/** Asks even if Redis was away when it was asked last. An answer ends the trouble. */
	async probe<T>(question: () => Promise<T>): Promise<T | undefined> {
		if (this.#isClosed) return undefined;
		const status = this.status();
		if (AWAY.has(status)) return this.#fail(`there is no connection to Redis (${status}).`);
		try {
			const answer = await inTime(this.clock, this.timeoutMs, question());
			this.#trouble = undefined;
			return answer;
		} catch (error) {
			return this.#fail((error as Error).message);
		}
	}

	close(): void {
		this.#isClosed = true;
	}

	#fail(trouble: string): undefined {
		const isNews = this.#trouble === undefined && !this.#isClosed;
		this.#trouble = trouble;
		this.failureCount++;
		if (isNews) this.onTrouble();
	}
}
