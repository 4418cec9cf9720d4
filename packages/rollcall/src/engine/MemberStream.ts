import { setImmediate } from 'node:timers/promises';
import type { MemberFetch } from '../fetching/MemberFetch.js';
import type { FetchOptions } from '../interfaces/FetchOptions.js';
import { followSignals } from '../pacing/followSignals.js';
import type { ColumnsView } from '../roster/ColumnsView.js';
import type { MemberSync } from '../sync/MemberSync.js';
import type { Answer } from './Answer.js';
import type { Call } from './Answers.js';
import { aborted } from './aborted.js';
import { GivenRows } from './GivenRows.js';
import type { CallHooks, GuildRef, RosterService } from './RosterService.js';

/** Some milliseconds of work for a consumer who reads each as a GuildMember, also before that code is compiled. */
const ROWS_A_BATCH = 250;

/** One piece of a stream; the last one carries the answer. */
export interface RawBatch {
	readonly view: ColumnsView;
	readonly removed: readonly string[];
	readonly receivedCount: number;
	readonly answer?: Answer;
}

/**
 * The members of a guild as they arrive. What waits for the consumer is ids only: the rows are read when he asks for the
 * next batch, so a slow consumer costs no memory and gets no old data. Each batch has its own turn of the event loop, and
 * the last one puts right what changed since.
 */
export async function* streamMembers(
	service: RosterService,
	sync: MemberSync,
	ref: GuildRef,
	options: FetchOptions,
): AsyncGenerator<RawBatch, void, undefined> {
	const startedAt = service.clock.now();
	const feed = new Feed(ref.memberCount);
	const leave = new AbortController();
	const { signal, end } = followSignals(options.signal, leave.signal);
	const ended = feed.follow(service.fetch(sync, ref, { ...options, signal }, feed));
	try {
		for await (const batch of feed.batches()) {
			// However many wait: the consumer may take milliseconds for each.
			await setImmediate();
			if (options.signal?.aborted && !batch.answer?.error) {
				yield* feed.endWith(
					abortedAnswer(service, { sync, guildId: ref.id, shardId: ref.shardId, expected: ref, startedAt }, options),
				);
				return;
			}
			if (batch.answer) end(); // whoever has the last batch may not ask for another
			yield batch;
		}
	} finally {
		leave.abort(); // a consumer who breaks off is a caller who leaves
		await ended;
		end();
	}
}

/** The answer to a caller that aborts between two batches: the same as while the service waits for Discord. */
function abortedAnswer({ answers }: RosterService, call: Call, { signal, require }: FetchOptions): Answer {
	const error = aborted('fetch of', call.guildId, signal);
	if (require === 'complete') throw error;
	return answers.failed(call, error);
}

/** What has arrived and waits for the consumer. */
class Feed implements CallHooks {
	readonly #given: GivenRows;
	readonly #waiting: (readonly string[])[] = [];
	#fetch: MemberFetch | undefined;
	#end: { readonly answer: Answer } | { readonly failure: unknown } | undefined;
	#wake = () => {};
	#unlisten = () => {};

	constructor(expected: number | undefined) {
		this.#given = new GivenRows(expected);
	}

	onFetch(fetch: MemberFetch): void {
		this.#fetch = fetch;
		this.#unlisten = fetch.guild.listen({
			onEvent: ({ type }) => {
				if (type === 'roleDelete') this.#given.forgetStates();
			},
		});
	}

	onRows(ids: readonly string[]): void {
		this.#waiting.push(ids);
		this.#wake();
	}

	/** Takes the end of the fetch; never rejects, the consumer is told. */
	async follow(fetching: Promise<Answer>): Promise<void> {
		this.#end = await fetching.then(
			(answer) => ({ answer }),
			(failure: unknown) => ({ failure }),
		);
		this.#unlisten();
		this.#wake();
	}

	async *batches(): AsyncGenerator<RawBatch, void, undefined> {
		while (!this.#end) {
			const ids = this.#waiting.shift();
			if (ids) yield* this.#batchOf(ids);
			else await this.#arrival();
		}
		if ('failure' in this.#end) throw this.#end.failure;
		yield* this.endWith(this.#end.answer);
	}

	/** What the consumer lacks for this answer. */
	endWith(answer: Answer): AsyncGenerator<RawBatch, void, undefined> {
		return lastBatches(answer, this.#given);
	}

	*#batchOf(ids: readonly string[]): Generator<RawBatch, void, undefined> {
		for (const held of this.#fetch?.rows.pick(ids) ?? []) {
			const view = this.#given.give(held);
			for (const part of view.parts(ROWS_A_BATCH)) yield { view: part, removed: [], receivedCount: this.#given.size };
		}
	}

	#arrival(): Promise<void> {
		return new Promise((resolve) => {
			this.#wake = resolve;
		});
	}
}

/** What the consumer lacks, which are many where he is slow; the answer comes with the last of them. */
async function* lastBatches(answer: Answer, given: GivenRows): AsyncGenerator<RawBatch, void, undefined> {
	const { news, removed } = await given.settle(answer.view);
	const parts = news.parts(ROWS_A_BATCH);
	const last = parts.pop() ?? news;
	for (const view of parts) yield { view, removed: [], receivedCount: given.size };
	yield { view: last, removed, receivedCount: answer.view.size, answer };
}
