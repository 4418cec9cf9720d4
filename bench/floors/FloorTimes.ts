import type { Limits } from './Limits.js';

/** A fault that shows only as silence shows to nobody before so many ms of it. */
export const SILENCE_MS = 500;

/** The times that the limits leave to the best possible client, in ms from its call on. */
export class FloorTimes {
	constructor(
		readonly limits: Limits,
		readonly members: number,
	) {}

	/** The last of so many chunks, by default of a whole answer. */
	chunks(count = this.chunkCount): number {
		const { answerMs, chunkSize, memberMs } = this.limits;
		return answerMs + (count - 1) * chunkSize * memberMs;
	}

	get chunkCount(): number {
		return Math.max(1, Math.ceil(this.members / this.limits.chunkSize));
	}

	/** The barrier behind the last page. */
	get barrier(): number {
		return this.limits.answerMs;
	}

	/** A list by the next full request, after one at 0. */
	get byGate(): number {
		return this.limits.gateMs + this.chunks();
	}

	/**
	 * A list by pages, the empty one at the end included: the first at `from`, if the window has been open since `opened`, when
	 * `spent` pages were read.
	 */
	byPages(from: number, opened = from, spent = 0): number {
		const { restMs, pages } = this.limits;
		let [now, resetsAt, left] = [from, opened + pages.window, pages.limit - spent];
		for (let unread = this.pageCount; unread > 0; unread--) {
			if (left === 0) now = Math.max(now, resetsAt);
			if (now >= resetsAt) [resetsAt, left] = [now + pages.window, pages.limit];
			left--;
			now += restMs;
		}
		return now + this.barrier;
	}

	get pageCount(): number {
		return Math.ceil(this.members / this.limits.pageSize) + 1;
	}

	/** The same with one page at `opened`, so that the next windows open sooner, if that is quicker. */
	byPagesOpened(from: number, opened: number): number {
		return Math.min(this.byPages(from), this.byPages(from, opened, 1));
	}
}
