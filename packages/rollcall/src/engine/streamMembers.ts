import { setImmediate } from 'node:timers/promises';
import { because } from '../errors/because.js';
import type { FetchMetadata } from '../interfaces/FetchMetadata.js';
import type { FetchOptions } from '../interfaces/FetchOptions.js';
import type { RosterBatch } from '../interfaces/IStandaloneMemberFetchService.js';
import { followSignals } from '../pacing/followSignals.js';
import type { AnySignal } from '../pacing/onAbort.js';
import type { ColumnsView } from '../roster/ColumnsView.js';
import { EMPTY_VIEW } from '../roster/MemberTable.js';
import { REPLICA_LAG_MS } from '../sync/replicaLag.js';
import { type Answer, makeAnswer } from './Answer.js';
import { AnswerMaker } from './AnswerMaker.js';
import { aborted } from './aborted.js';
import { Call } from './Call.js';
import { type CalledGuild, currentRoles } from './CalledGuild.js';
import { checkOptions } from './checkOptions.js';
import type { Engine } from './Engine.js';
import { type FedRows, Feed } from './Feed.js';

/** One piece of a stream, before a client library's objects are made of its members. */
export interface ViewBatch extends Omit<RosterBatch, 'members'> {
	readonly view: ColumnsView;
}

/**
 * The members of a guild as they arrive, each batch in a turn of the event loop of its own. The last one corrects what
 * has changed since the earlier ones.
 */
export async function* streamMembers(
	engine: Engine,
	called: CalledGuild,
	options: FetchOptions,
): AsyncGenerator<ViewBatch, void, undefined> {
	checkOptions(options);
	const startedAt = engine.clock.now();
	const feed = new Feed(called.ref.memberCount);
	const leave = new AbortController();
	const { signal, end } = followSignals(options.signal, leave.signal);
	const ended = feed.endWith(new Call(engine, called, { ...options, signal }, feed).answer());
	const abandoned = () => abortedAnswer(engine, called, startedAt, options);
	try {
		for await (const { view: given, removed, receivedCount, answer } of rowsOf(feed, options.signal, abandoned)) {
			if (answer) end(); // a consumer that has the last batch may not ask for another
			const view = given.knowing(currentRoles(called));
			if (!answer) {
				const metadata = soFar(engine, called, startedAt, receivedCount);
				yield { view, removed, done: false, metadata };
			} else {
				const { metadata, error } = answer;
				yield { view, removed, done: true, metadata, ...(error && { error }) };
			}
		}
	} finally {
		leave.abort(); // a consumer that breaks off is a caller that leaves
		await ended;
		end();
	}
}

async function* rowsOf(
	feed: Feed,
	signal: AnySignal | undefined,
	abandoned: () => Answer,
): AsyncGenerator<FedRows, void, undefined> {
	for await (const rows of feed.rows()) {
		await setImmediate(); // however many wait: the consumer may take milliseconds for each
		if (signal?.aborted && !rows.answer?.error) {
			yield* feed.rest(abandoned());
			return;
		}
		yield rows;
	}
}

/** The answer to a caller that aborts between two batches: the same as while the service waits for Discord. */
function abortedAnswer(
	engine: Engine,
	called: CalledGuild,
	startedAt: number,
	{ signal, require }: FetchOptions,
): Answer {
	const error = aborted('fetch of', called.ref.id, signal);
	if (require === 'complete') throw error;
	return new AnswerMaker(engine, called, startedAt).failed(error);
}

/** The metadata of a stream before its end. */
function soFar({ clock }: Engine, { ref }: CalledGuild, startedAt: number, receivedCount: number): FetchMetadata {
	const { memberCount } = ref;
	const { metadata } = makeAnswer(clock, {
		status: 'partial',
		view: EMPTY_VIEW,
		expectedCount: memberCount,
		asOf: startedAt - REPLICA_LAG_MS,
		startedAt,
		source: 'partial_fetch',
		reason: because('streamOpen'),
	});
	const expectedCount = Math.max(memberCount ?? 0, receivedCount);
	const coverage = expectedCount === 0 || memberCount === undefined ? 0 : receivedCount / expectedCount;
	return { ...metadata, totalCount: receivedCount, expectedCount, coverage };
}
