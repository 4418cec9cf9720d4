import { aborted } from '../engine/aborted.js';
import { linkLost } from '../errors/links.js';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import type { FetchOptions } from '../interfaces/FetchOptions.js';
import type { IClock } from '../interfaces/IClock.js';
import { onAbort } from '../pacing/onAbort.js';
import type { AskedAnswer } from './wire/AskedAnswer.js';
import type { Asker } from './wire/Asker.js';
import type { Piece } from './wire/messages.js';
import type { Asked, CrossingOptions } from './wire/Question.js';

/** The owner answers a little before the caller's deadline, so that its answer can cross in time. */
const CROSSING_SHARE = 0.1;
const MOST_CROSSING_MS = 500;

/** One call that another process answers, within its caller's limits. It leaves no timer and no listener. */
export class AskedCall {
	readonly #answer: AskedAnswer;
	readonly #undo: (() => void)[] = [];
	readonly #startedAt: number;
	#isConcluded = false;

	constructor(
		asker: Asker,
		private readonly clock: IClock,
		private readonly guildId: string,
		asked: Asked,
		private readonly options: FetchOptions,
		obstacle: MemberFetchError | undefined,
	) {
		const { signal, timeout, progressCallback } = options;
		this.#startedAt = clock.now();
		const early = signal?.aborted ? aborted('request to', guildId, signal) : obstacle;
		const question = { ...asked, options: crossing(options), isHeard: progressCallback !== undefined };
		this.#answer = asker.ask(guildId, question, progressCallback, early);
		if (early) return;
		if (signal) this.#undo.push(onAbort(signal, () => this.fail(aborted('request to', guildId, signal))));
		if (timeout !== undefined) this.#undo.push(clock.setTimer(timeout, () => this.fail(this.#late(timeout))));
	}

	/** What has ended it without an answer. */
	get failure(): MemberFetchError | undefined {
		return this.#answer.failure?.error;
	}

	get elapsedMs(): number {
		return this.clock.now() - this.#startedAt;
	}

	/** Passes on the pieces in order, until the last one or a failure. If `take` cannot read one, that is a failure, too. */
	async read(take: (piece: Piece) => void): Promise<void> {
		for await (const piece of this.pieces()) this.readOne(() => take(piece));
	}

	/** The same, one by one. */
	async *pieces(): AsyncGenerator<Piece, void, undefined> {
		try {
			for (let piece = await this.#answer.next(); piece; piece = await this.#answer.next()) yield piece;
		} finally {
			for (const undo of this.#undo) undo();
			this.#answer.leave();
		}
	}

	/** Reads a part of the answer; what cannot be read is no answer. */
	readOne<Value>(read: () => Value): Value | undefined {
		try {
			return read();
		} catch (error) {
			this.#answer.breakOff(this.#broken(error));
			return undefined;
		}
	}

	fail(error: MemberFetchError): void {
		this.#answer.fail(error);
	}

	/** Fails if the answer is not as whole as its owner says. */
	mustBeWhole(isWhole: boolean): void {
		if (!isWhole && !this.failure) this.#answer.breakOff(this.#broken('parts of it are missing'));
	}

	/** The caller has left before the end. */
	abandon(): void {
		if (this.#isConcluded) return;
		const error = aborted('request to', this.guildId);
		this.#answer.breakOff(error);
		this.#answer.conclude(error);
	}

	/** Ends the progress. Gives the error of a call that has failed, and throws it if the caller wants that. */
	conclude(): MemberFetchError | undefined {
		const { failure } = this.#answer;
		this.#isConcluded = true;
		this.#answer.conclude(failure?.error);
		if (failure && (failure.isThrown || this.options.require === 'complete')) throw failure.error;
		return failure?.error;
	}

	#broken(why: unknown): MemberFetchError {
		if (MemberFetchError.is(why)) return why;
		const text = why instanceof Error ? why.message : String(why);
		return linkLost(this.guildId, `the answer of the other process could not be read (${text})`);
	}

	#late(timeout: number): MemberFetchError {
		const { guildId } = this;
		const message = `Guild ${guildId}: the answer of another process had not come after ${timeout} ms. Ask again.`;
		return new MemberFetchError('DEADLINE', message, { guildId });
	}
}

function crossing({ forceRefresh, timeout, presences, require }: FetchOptions): CrossingOptions {
	const left = timeout !== undefined && timeout - Math.min(MOST_CROSSING_MS, timeout * CROSSING_SHARE);
	return {
		...(forceRefresh !== undefined && { forceRefresh }),
		...(left !== false && { timeout: left }),
		...(presences !== undefined && { presences }),
		...(require && { require }),
	};
}
