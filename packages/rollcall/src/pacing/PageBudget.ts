import type { MemberPage } from '../interfaces/ITransport.js';

/**
 * What the member list of a guild costs over REST, learned from its answers. The first guess is the bucket that the
 * hata library recorded (10 requests in 10 s); Discord publishes no number.
 */
export class PageBudget {
	#limit = 10;
	#windowMs = 10_000;
	#remaining = 10;
	#resetsAt = 0;
	#latencyMs = 200;

	/** Takes what an answer tells; `now` in monotonic ms. */
	learn({ bucket }: MemberPage, latencyMs: number, now: number): void {
		this.#latencyMs = (this.#latencyMs + latencyMs) / 2;
		if (!bucket || !(bucket.limit > 0)) return;
		const isFresh = now >= this.#resetsAt;
		this.#limit = bucket.limit;
		this.#remaining = bucket.remaining;
		this.#resetsAt = now + bucket.resetAfterMs;
		// Only the first answer of a window shows how long the window is.
		if (isFresh) this.#windowMs = Math.max(bucket.resetAfterMs, 1);
	}

	/** Ms that so many pages will take from `now` (monotonic ms) on. */
	estimateMs(pageCount: number, now: number): number {
		const travel = pageCount * this.#latencyMs;
		const remaining = now >= this.#resetsAt ? this.#limit : this.#remaining;
		if (pageCount <= remaining) return travel;
		const toReset = now >= this.#resetsAt ? this.#windowMs : this.#resetsAt - now;
		const fullWindows = Math.ceil((pageCount - remaining) / this.#limit) - 1;
		return Math.max(travel, toReset + fullWindows * this.#windowMs);
	}
}
