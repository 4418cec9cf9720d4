import type { FetchProgress, ProgressCallback, ProgressStage } from '../interfaces/FetchOptions.js';
import type { IClock } from '../interfaces/IClock.js';
import { callSafely } from './callSafely.js';
import { Pace } from './Pace.js';

/**
 * The stages in their order, each with the percentage at which it begins; fetching fills the range before filtering.
 */
const BEGINS_AT = { initializing: 0, fetching: 0, filtering: 95, caching: 97, completed: 100, failed: 0 } as const;
const ORDER = Object.keys(BEGINS_AT);

export interface ProgressCounts {
	readonly currentCount?: number | undefined;
	readonly totalCount?: number | undefined;
}

/** The content of a report, as far as it is known. */
export interface ProgressStep extends ProgressCounts {
	readonly stage: Exclude<ProgressStage, 'completed' | 'failed'>;
	readonly message: string;
	/** Ms until the gate opens that the operation waits for. */
	readonly gateWaitMs?: number | undefined;
}

export interface ProgressDeps {
	readonly operationId: string;
	readonly clock: IClock;
	readonly callback?: ProgressCallback | undefined;
}

/** Reports to one caller how far their operation is: never backwards, with exactly one end. */
export class ProgressReporter {
	readonly #callback: ProgressCallback | undefined;
	readonly #pace: Pace;
	#latest: FetchProgress;

	constructor({ operationId, clock, callback }: ProgressDeps) {
		this.#callback = callback;
		this.#pace = new Pace(clock);
		const startTime = clock.wallNow();
		this.#latest = Object.freeze({ operationId, stage: 'initializing', progress: 0, message: 'Waiting.', startTime });
	}

	/** The last report. */
	get latest(): FetchProgress {
		return this.#latest;
	}

	/** Reports a step. A stage that is over does not begin again, and after the end nothing is reported. */
	report(step: ProgressStep): void {
		if (this.#isOver) return;
		const stage = ORDER.indexOf(step.stage) > ORDER.indexOf(this.#latest.stage) ? step.stage : this.#latest.stage;
		if (step.currentCount !== undefined) this.#pace.note(step.currentCount);
		const counts = this.#raise(step);
		const left = counts.totalCount === undefined ? undefined : this.#pace.remainingMs(counts.totalCount);
		this.#publish({
			stage,
			progress: Math.max(this.#latest.progress, percentage(stage, counts)),
			message: step.message,
			...counts,
			...(left !== undefined && { estimatedTimeRemaining: Math.round(left + (step.gateWaitMs ?? 0)) }),
		});
	}

	/** Reports the end, once. The counts are those of the answer, even if an earlier report had higher ones. */
	finish(stage: 'completed' | 'failed', message: string, counts: ProgressCounts = {}): void {
		if (this.#isOver) return;
		const progress = Math.max(this.#latest.progress, BEGINS_AT[stage]);
		this.#publish({ stage, progress, message, ...present(this.#latest), ...present(counts) });
	}

	get #isOver(): boolean {
		return this.#latest.stage === 'completed' || this.#latest.stage === 'failed';
	}

	/**
	 * A repair counts again from a lower number; the caller sees the highest count so far, and never more than the total.
	 */
	#raise(step: ProgressCounts): Pick<FetchProgress, 'currentCount' | 'totalCount'> {
		const { currentCount, totalCount } = { ...present(this.#latest), ...present(step) };
		const highest = Math.max(currentCount ?? 0, this.#latest.currentCount ?? 0);
		return {
			...(currentCount !== undefined && { currentCount: highest }),
			...(totalCount !== undefined && { totalCount: Math.max(totalCount, highest) }),
		};
	}

	#publish(progress: Omit<FetchProgress, 'operationId' | 'startTime'>): void {
		const { operationId, startTime } = this.#latest;
		this.#latest = Object.freeze({ operationId, startTime, ...progress });
		callSafely(this.#callback, this.#latest);
	}
}

function percentage(stage: ProgressStage, { currentCount = 0, totalCount = 0 }: ProgressCounts): number {
	if (stage !== 'fetching' || totalCount <= 0) return BEGINS_AT[stage];
	return Math.floor((Math.min(currentCount, totalCount) / totalCount) * BEGINS_AT.filtering);
}

/** The counts that are known. */
function present({ currentCount, totalCount }: ProgressCounts): Pick<FetchProgress, 'currentCount' | 'totalCount'> {
	return { ...(currentCount !== undefined && { currentCount }), ...(totalCount !== undefined && { totalCount }) };
}
