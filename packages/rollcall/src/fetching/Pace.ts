import type { ChunkCollector } from './ChunkCollector.js';

/** From so many pauses on, the next one can be told from a silence. */
const FEWEST_PAUSES = 12;
/** A silence is so many times as long as the longest pause. */
const LONGEST_TIMES = 5;
/** No shorter silence says that a last chunk is lost, however quick the others were. */
const LAST_MS = 500;
/** While the pace is not known, no shorter silence says anything. Discord may pause for two seconds. */
const UNSURE_MS = 2_500;
/** The same two seconds, and a moment for the way. */
const LONGEST_PAUSE_MS = 2_100;
/** If a last chunk is lost, the hope that it comes may cost this time, and this share of what the answer took so far. */
const SPARE_MS = 600;
const SPARE_SHARE = 0.28;
/** A chunk that was overtaken comes within a few chunk times, or not at all. */
const FEW_TIMES = 4;
const OVERTAKEN_MS = 200;

/**
 * What the chunks are that have not come: all of them were overtaken by later ones; it is the last one alone; or the answer
 * has stopped somewhere, or has no order.
 */
export type Lacking = 'overtaken' | 'last' | 'more';

/** What an answer lacks that has not come to its end. */
export function lackingOf({ count = 0, highest, rises, inconsistent }: ChunkCollector): Lacking {
	const behind = count - 1 - highest;
	if (!rises || inconsistent || behind > 1) return 'more';
	return behind === 0 ? 'overtaken' : 'last';
}

/** How quickly the chunks of one answer follow each other, and so how long a silence says that no more come. */
export class Pace {
	#lastAt: number | undefined;
	#pauseCount = 0;
	#totalMs = 0;
	#longestMs = 0;
	#isDisturbed = false;

	/** A chunk came (monotonic ms). */
	note(now: number): void {
		if (this.#lastAt !== undefined) {
			const pauseMs = now - this.#lastAt;
			this.#pauseCount++;
			this.#totalMs += pauseMs;
			this.#longestMs = Math.max(this.#longestMs, pauseMs);
		}
		this.#lastAt = now;
	}

	/** The connection broke, so that the next chunks say nothing of those before. */
	disturb(): void {
		this.#isDisturbed = true;
		this.#lastAt = undefined;
	}

	/**
	 * Monotonic ms until which a last chunk that seems lost may still come. One request says the same as the chunk; those that
	 * prove it are better not sent before.
	 *
	 * @param askedAt - monotonic ms at which the answer was asked for
	 */
	hopeUntil(askedAt: number): number {
		const at = this.#lastAt;
		if (at === undefined) return Number.NEGATIVE_INFINITY;
		return at + Math.min(LONGEST_PAUSE_MS, SPARE_MS + (at - askedAt) * SPARE_SHARE);
	}

	/** Ms of silence after which those chunks are lost. */
	silenceMs(lacking: Lacking): number {
		const longMs = this.#longestMs * LONGEST_TIMES;
		if (this.#isDisturbed || this.#pauseCount === 0) return Math.max(UNSURE_MS, longMs);
		if (lacking === 'overtaken') return Math.max(OVERTAKEN_MS, (this.#totalMs / this.#pauseCount) * FEW_TIMES);
		const isSure = lacking === 'last' && this.#pauseCount >= FEWEST_PAUSES;
		return Math.max(isSure ? LAST_MS : UNSURE_MS, longMs);
	}
}
