import type { MemberFetch } from '../fetching/MemberFetch.js';
import type { FetchOptions } from '../interfaces/IMemberFetchService.js';
import type { RawMember } from '../interfaces/ITransport.js';
import { EMPTY_VIEW, type MemberView, selectFrom } from '../roster/MemberTable.js';
import type { MemberSync } from '../sync/MemberSync.js';
import type { Answer } from './Answer.js';
import type { GuildRef, RosterService } from './RosterService.js';

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
	const given = new Map<string, RawMember>();
	const waiting: (readonly string[])[] = [];
	const leave = new AbortController();
	let shared: MemberFetch | undefined;
	let wake = () => {};
	const signal = options.signal ? AbortSignal.any([options.signal, leave.signal]) : leave.signal;
	let answer: Answer | undefined;
	let failure: unknown;
	const ended = service
		.fetch(
			sync,
			ref,
			{ ...options, signal },
			{
				onFetch: (fetch) => {
					shared = fetch;
				},
				onRows: (ids) => {
					waiting.push(ids);
					wake();
				},
			},
		)
		.then(
			(value) => {
				answer = value;
			},
			(error: unknown) => {
				failure = error;
			},
		)
		.finally(() => wake());
	try {
		while (!answer && !failure) {
			const ids = waiting.shift();
			if (ids) {
				const view = fresh(shared?.rows.pick(ids) ?? EMPTY_VIEW, given);
				if (view.size > 0) yield { view, removed: [], receivedCount: given.size };
			} else {
				await new Promise<void>((resolve) => {
					wake = resolve;
				});
			}
		}
		if (failure) throw failure;
		if (answer) yield lastBatch(answer, given);
	} finally {
		leave.abort(); // a consumer who breaks off is a caller who leaves
		await ended;
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
