import type { MemberFetchError } from '../errors/MemberFetchError.js';
import type { FetchOptions } from '../interfaces/FetchOptions.js';
import type { IClock } from '../interfaces/IClock.js';
import { onAbort } from '../pacing/onAbort.js';
import type { ShardCopies } from './ShardCopies.js';

/** A call waits no longer for what is in the store, or on its way from there. */
const PATIENCE_MS = 5_000;
/** A caller who waits for an owner that is not there yet looks so often. */
const ASK_AGAIN_MS = 500;
/** No caller waits longer. An owner that is gone is noticed much earlier. */
const LONGEST_FETCH_MS = 10 * 60_000;

/** The waits of callers for what is read, and for the owner that was asked. */
export class OwnerWait {
	/** Questions to owners, by how they ended. */
	readonly questions = { answered: 0, failed: 0 };
	readonly #ends = new Set<() => void>();
	/** Questions to owners that are on the way. */
	readonly #asked = new Map<string, Promise<MemberFetchError | undefined>>();
	#isClosed = false;

	constructor(private readonly clock: IClock) {}

	/** Resolves when there is something to answer, or nothing will come; gives the error of the owner, if it was asked. */
	async getReady(
		shard: ShardCopies,
		guildId: string,
		options: FetchOptions,
		isFresh: boolean,
	): Promise<MemberFetchError | undefined> {
		const { timeout, signal, require } = options;
		const endsAt = this.clock.now() + (timeout ?? LONGEST_FETCH_MS);
		const left = () => Math.max(0, endsAt - this.clock.now());
		const copy = () => shard.copyOf(guildId);
		const isComplete = () => copy().isTrue && shard.doubt === undefined;
		const isEnough = () => (require === 'complete' || timeout !== undefined ? isComplete() : copy().hasRows);
		const isOver = () => this.#isClosed || signal?.aborted === true || left() === 0;
		if (!isFresh) {
			if (isEnough()) return undefined;
			await this.#during(Math.min(left(), PATIENCE_MS), signal, (end) => {
				void shard.loaded(guildId).then(end);
				return () => {};
			});
			if (isEnough() || isOver()) return undefined;
		}
		let failure: MemberFetchError | undefined;
		const ask = () =>
			this.#during(left(), signal, (end) => {
				void this.#askOwner(shard, guildId, isFresh, left()).then((error) => {
					failure = error;
					end();
				});
				return () => {};
			});
		await ask();
		// A process that has just started says its first word within a second.
		const waitsUntil = timeout === undefined ? this.clock.now() + PATIENCE_MS : endsAt;
		const isPatient = timeout !== undefined || require === 'complete';
		while (isPatient && failure?.code === 'OWNER_AWAY' && !isOver() && this.clock.now() < waitsUntil) {
			await this.#during(Math.min(left(), ASK_AGAIN_MS), signal, () => () => {});
			if (!isOver()) await ask();
		}
		if (failure || isComplete() || isOver()) return failure;
		await this.#during(Math.min(left(), PATIENCE_MS), signal, (end) => shard.listen(() => isComplete() && end()));
		return undefined;
	}

	/** Callers who ask the same of the owner at the same time share one question. */
	#askOwner(
		shard: ShardCopies,
		guildId: string,
		isFresh: boolean,
		timeoutMs: number,
	): Promise<MemberFetchError | undefined> {
		const key = `${guildId} ${isFresh}`;
		let asked = this.#asked.get(key);
		if (!asked) {
			asked = shard.ask(guildId, isFresh, Math.max(timeoutMs, PATIENCE_MS)).then((error) => {
				this.#asked.delete(key);
				this.questions[error ? 'failed' : 'answered']++;
				return error;
			});
			this.#asked.set(key, asked);
		}
		return asked;
	}

	/** Waits until `begin` calls its `end`, for so long at most, and no longer than the caller and the worker are there. */
	#during(ms: number, signal: FetchOptions['signal'], begin: (end: () => void) => () => void): Promise<void> {
		return new Promise((resolve) => {
			const undo: (() => void)[] = [];
			const end = () => {
				for (const one of undo.splice(0)) one();
				this.#ends.delete(end);
				resolve();
			};
			this.#ends.add(end);
			undo.push(this.clock.setTimer(ms, end));
			if (signal) undo.push(onAbort(signal, end));
			undo.push(begin(end));
		});
	}

	/** Ends all waits. */
	close(): void {
		this.#isClosed = true;
		for (const end of [...this.#ends]) end();
	}
}
