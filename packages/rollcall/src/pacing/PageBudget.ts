import type { MemberPage } from '../interfaces/ITransport.js';

/**
 * How long the member list of a guild takes over REST, learned from its answers. Discord publishes no number, so the first
 * guess is the bucket that the hata library recorded: 10 requests in 10 s.
 */
export class PageBudget {
	#limit = 10;
	#windowMs = 10_000;
	#remaining = 10;
	#resetsAt = 0;
	#latencyMs = 200;

	/** Learns from an answer; `now` is in monotonic ms. */
	learn({ bucket }: MemberPage, latencyMs: number, now: number): void {
		this.#latencyMs = (this.#latencyMs + latencyMs) / 2;
		if (!bucket || !(bucket.limit > 0)) return;
		const isFresh = now >= this.#resetsAt;
		this.#limit = bucket.limit;
		this.#remaining = bucket.remaining;
		this.#resetsAt = now + bucket.resetAfterMs;
		// Only the first answer of a window shows the length of the window.
		if (isFresh) this.#windowMs = Math.max(bucket.resetAfterMs, 1);
	}

	/** Whether the windows that so many pages need have room for one more. */
	hasSpare(pageCount: number): boolean {
		return pageCount % this.#limit !== 0;
	}

	/** Estimates how many ms `pageCount` pages take from `now` (monotonic ms) on. */
	estimateMs(pageCount: number, now: number): number {
		const travel = pageCount * this.#latencyMs;
		const remaining = now >= this.#resetsAt ? this.#limit : this.#remaining;
		if (pageCount <= remaining) return travel;
		const toReset = now >= this.#resetsAt ? this.#windowMs : this.#resetsAt - now;
		const fullWindows = Math.ceil((pageCount - remaining) / this.#limit) - 1;
		return Math.max(travel, toReset + fullWindows * this.#windowMs);
	}
}
