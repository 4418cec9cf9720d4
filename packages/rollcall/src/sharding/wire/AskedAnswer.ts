import type { MemberFetchError } from '../../errors/MemberFetchError.js';
import type { FetchProgress, ProgressCallback } from '../../interfaces/FetchOptions.js';
import { callSafely } from '../../monitoring/callSafely.js';
import { WINDOW } from './limits.js';
import type { Piece } from './messages.js';

interface Links {
	/** Pieces below this number may come. */
	more(upTo: number): void;
	/** @param isUntold - nobody on the way knows it yet */
	over(isUntold: boolean): void;
}

/** What went wrong, and whether the owner's service has thrown it. */
export interface Failure {
	readonly error: MemberFetchError;
	readonly isThrown: boolean;
}

/**
 * The answer to one question as it comes from another process, piece by piece. The pieces are of one run and in order:
 * a repeated one is left out, a hasty one waits, and without a lost one there is no end.
 */
export class AskedAnswer {
	/** Monotonic ms at which something about it came last, or at which it was asked. */
	#heardAt: number;
	/** The same of its pieces. */
	#arrivedAt: number;
	/** So many pieces are known to have been sent. */
	#sent = 0;
	/** Whether anything has come. */
	isHeard = false;
	/** Pieces that wait for earlier ones, or for the caller. */
	readonly #held = new Map<number, Piece>();
	#run: string | undefined;
	#next = 0;
	#count: number | undefined;
	#failure: Failure | undefined;
	#isOver = false;
	#wake: () => void = () => {};
	/** The last step of the progress, which is told when the answer is there. */
	#lastStep: FetchProgress | undefined;

	constructor(
		readonly id: string,
		readonly guildId: string,
		startedAt: number,
		private readonly listener: ProgressCallback | undefined,
		private readonly links: Links,
	) {
		this.#heardAt = startedAt;
		this.#arrivedAt = startedAt;
	}

	/** Something has come. */
	hear(now: number): void {
		this.#heardAt = now;
		this.isHeard = true;
	}

	/** The owner has sent so many pieces. */
	note(sent: number): void {
		this.#sent = Math.max(this.#sent, sent);
	}

	/** For how long nothing has come, or nothing of what has been sent. */
	silentMs(now: number): number {
		const isLacking = this.#sent > this.#next + this.#held.size;
		return now - (isLacking ? Math.min(this.#heardAt, this.#arrivedAt) : this.#heardAt);
	}

	/** This process has done nothing for so long, which is nobody else's silence. */
	oversleep(ms: number): void {
		this.#heardAt += ms;
		this.#arrivedAt += ms;
	}

	/** The failure that has ended it. */
	get failure(): Failure | undefined {
		return this.#failure;
	}

	/** The next piece; `undefined` after the last one, and after a failure. Only one caller waits at a time. */
	async next(): Promise<Piece | undefined> {
		while (!this.#failure && this.#next !== this.#count && !this.#held.has(this.#next)) {
			await new Promise<void>((resolve) => {
				this.#wake = resolve;
			});
		}
		const piece = this.#failure ? undefined : this.#held.get(this.#next);
		if (piece === undefined) return undefined;
		this.#held.delete(this.#next++);
		this.#arrivedAt = this.#heardAt;
		this.beat();
		return piece;
	}

	put(piece: Piece): void {
		this.#run ??= piece.run;
		const isHere = piece.seq < this.#next || piece.seq >= this.#next + WINDOW || this.#held.has(piece.seq);
		if (piece.run !== this.#run || isHere) return;
		this.#held.set(piece.seq, piece);
		this.#arrivedAt = this.#heardAt;
		this.note(piece.seq + 1);
		this.#settle();
	}

	end(run: string, count: number): void {
		this.#run ??= run;
		if (run !== this.#run) return;
		this.#count = count;
		this.note(count);
		this.#settle();
	}

	/** Ends it, if it has not ended. */
	fail(error: MemberFetchError, { isThrown = false, isTold = false } = {}): void {
		if (this.#isOver) return;
		this.#failure = { error, isThrown };
		this.#close(!isTold);
		this.#wake();
	}

	/** What has come is no answer. */
	breakOff(error: MemberFetchError): void {
		this.fail(error);
		this.#failure ??= { error, isThrown: false };
	}

	/** The caller wants no more of it. */
	leave(): void {
		if (this.#isOver) this.#held.clear();
		else this.#close(true);
		this.#count = this.#next;
		this.#wake();
	}

	/** Says that the caller is there. */
	beat(): void {
		if (!this.#isOver) this.links.more(this.#next + WINDOW);
	}

	/** Progress ends when the caller has the answer, and not when the owner has it. */
	report(step: FetchProgress): void {
		this.#lastStep = step;
		if (step.stage !== 'completed' && step.stage !== 'failed') callSafely(this.listener, step);
	}

	/** Tells the end of the progress, if there was any. */
	conclude(error: MemberFetchError | undefined): void {
		const last = this.#lastStep;
		if (!last) return;
		if (this.#failure) callSafely(this.listener, { ...last, stage: 'failed', message: error?.message ?? last.message });
		else if (last.stage === 'failed') callSafely(this.listener, last);
		else callSafely(this.listener, { ...last, stage: 'completed', progress: 100 });
	}

	/** If everything is here, the owner is not needed any more, however long the caller takes. */
	#settle(): void {
		if (!this.#isOver && this.#next + this.#held.size === this.#count) {
			this.#isOver = true;
			this.links.over(true);
		}
		this.#wake();
	}

	#close(isUntold: boolean): void {
		this.#isOver = true;
		this.#held.clear();
		this.links.over(isUntold);
	}
}
