import type { MemberFetch } from '../fetching/MemberFetch.js';
import type { FetchOptions } from '../interfaces/IMemberFetchService.js';
import type { RawMember } from '../interfaces/ITransport.js';
import { EMPTY_VIEW, type MemberView, selectFrom } from '../roster/MemberTable.js';
import type { MemberSync } from '../sync/MemberSync.js';
import type { Answer } from './Answer.js';
import type { CallHooks, GuildRef, RosterService } from './RosterService.js';

/** One piece of a stream; the last one carries the answer. */
export interface RawBatch {
	readonly view: MemberView;
	readonly removed: readonly string[];
	readonly receivedCount: number;
	readonly answer?: Answer;
}

/**
 * The members of a guild as they arrive. What waits for the consumer is ids only: the rows are read when he asks for the
 * next batch, so a slow consumer costs no memory and gets no old data. The last batch puts right what changed since.
 */
export async function* streamMembers(
	service: RosterService,
	sync: MemberSync,
	ref: GuildRef,
	options: FetchOptions,
): AsyncGenerator<RawBatch, void, undefined> {
	const feed = new Feed();
	const leave = new AbortController();
	const signal = options.signal ? AbortSignal.any([options.signal, leave.signal]) : leave.signal;
	const ended = feed.follow(service.fetch(sync, ref, { ...options, signal }, feed));
	try {
		yield* feed.batches();
	} finally {
		leave.abort(); // a consumer who breaks off is a caller who leaves
		await ended;
	}
}

/** What has arrived and waits for the consumer. */
class Feed implements CallHooks {
	readonly #given = new Map<string, RawMember>();
	readonly #waiting: (readonly string[])[] = [];
	#fetch: MemberFetch | undefined;
	#end: { readonly answer: Answer } | { readonly failure: unknown } | undefined;
	#wake = () => {};

	onFetch(fetch: MemberFetch): void {
		this.#fetch = fetch;
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
		this.#wake();
	}

	async *batches(): AsyncGenerator<RawBatch, void, undefined> {
		while (!this.#end) {
			const ids = this.#waiting.shift();
			if (ids) yield* this.#batchOf(ids);
			else await this.#arrival();
		}
		if ('failure' in this.#end) throw this.#end.failure;
		yield lastBatch(this.#end.answer, this.#given);
	}

	*#batchOf(ids: readonly string[]): Generator<RawBatch, void, undefined> {
		const view = fresh(this.#fetch?.rows.pick(ids) ?? EMPTY_VIEW, this.#given);
		if (view.size > 0) yield { view, removed: [], receivedCount: this.#given.size };
	}

	#arrival(): Promise<void> {
		return new Promise((resolve) => {
			this.#wake = resolve;
		});
	}
}

/** What the consumer has not been given yet, or not in this state. */
function fresh(view: MemberView, given: Map<string, RawMember>): MemberView {
	const news = selectFrom(view, (member) => given.get(member.user.id) !== member);
	for (const member of news.rows()) given.set(member.user.id, member);
	return news;
}

function lastBatch(answer: Answer, given: Map<string, RawMember>): RawBatch {
	const removed = [...given.keys()].filter((id) => !answer.view.has(id));
	for (const id of removed) given.delete(id);
	return { view: fresh(answer.view, given), removed, receivedCount: answer.view.size, answer };
}
