import { because, type Reason } from '../errors/because.js';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import { explainLimit } from '../errors/refusals.js';
import type { FetchContext } from '../fetching/FetchContext.js';
import { fetchById, fetchByIds, type IdsOutcome } from '../fetching/fetchByIds.js';
import { explainFailure, fatalError } from '../fetching/restFailures.js';
import type { RawMember } from '../interfaces/ITransport.js';
import { isRateLimit } from '../pacing/retryRest.js';
import type { ColumnsView } from '../roster/ColumnsView.js';
import { EMPTY_VIEW } from '../roster/MemberTable.js';
import { REPLICA_LAG_MS } from '../sync/replicaLag.js';
import { type Answer, makeAnswer } from './Answer.js';
import type { AskedGuild } from './CalledGuild.js';
import { checkUserIds } from './checkIds.js';
import { checkOptions } from './checkOptions.js';
import type { DirectOptions } from './DirectOptions.js';
import type { Engine } from './Engine.js';
import { runRequest } from './GuildRequest.js';

/** An answer, and the value that was asked for. */
export interface DirectAnswer<Value> {
	readonly answer: Answer;
	readonly value: Value;
}

/** A finding from a roster, or from Discord. */
interface Learned<Value> {
	readonly value: Value;
	readonly view: ColumnsView;
	/** Says what is missing, if anything. */
	readonly error?: MemberFetchError;
}

/** One question, and where its answer comes from. */
interface Question<Value> {
	/** The thing that is asked for, as texts name it. */
	readonly what: string;
	fromRoster(view: ColumnsView): Learned<Value>;
	ask(context: FetchContext): Promise<Learned<Value>>;
	/** The value if there is no answer. */
	readonly nothing: Value;
}

/**
 * Questions that need no full list: one member, some members, counts of roles. A true roster answers them without a
 * request.
 */
export class DirectQuestions {
	constructor(private readonly engine: Engine) {}

	/** One member; `value` is `undefined` if the user is not a member. */
	async member(
		guild: AskedGuild,
		userId: string,
		options: DirectOptions,
	): Promise<DirectAnswer<RawMember | undefined>> {
		checkUserIds([userId]);
		return this.#answer<RawMember | undefined>(guild, options, {
			what: `member ${userId}`,
			fromRoster: (view) => {
				const chosen = view.only(userId);
				const [value] = chosen;
				return { value, view: chosen };
			},
			ask: (context) => this.#askMember(context, userId),
			nothing: undefined,
		});
	}

	/** Members by id; `value` is the ids of users that are not members. */
	async members(
		guild: AskedGuild,
		userIds: readonly string[],
		options: DirectOptions,
	): Promise<DirectAnswer<string[]>> {
		checkUserIds(userIds);
		const wanted = new Set(userIds);
		return this.#answer<string[]>(guild, options, {
			what: 'members by id',
			fromRoster: (view) => ({
				value: [...wanted].filter((id) => !view.has(id)),
				view: view.pick(wanted),
			}),
			ask: (context) => this.#askMembers(context, [...wanted]),
			nothing: [],
		});
	}

	/** Role id to number of holders, without @everyone. */
	async roleCounts(guild: AskedGuild, options: DirectOptions): Promise<DirectAnswer<Map<string, number>>> {
		return this.#answer<Map<string, number>>(guild, options, {
			what: 'the role counts',
			fromRoster: (view) => ({ value: view.roleCounts(), view }),
			ask: async (context) => {
				const ask = (signal: AbortSignal) => context.transport.getRoleMemberCounts(guild.ref.id, signal);
				const longestWaitMs = (context.lookupsUntil ?? 0) - context.clock.now();
				const counts = await context.rest(ask, { gate: context.guild.limits.counts, longestWaitMs });
				context.via.add('rest');
				return { value: new Map(Object.entries(counts)), view: EMPTY_VIEW };
			},
			nothing: new Map(),
		});
	}

	async #askMember(context: FetchContext, userId: string): Promise<Learned<RawMember | undefined>> {
		const outcome = await fetchById(context, userId);
		return { ...this.#learned(context, outcome, [userId]), value: outcome.draft.view().get(userId) };
	}

	async #askMembers(context: FetchContext, userIds: readonly string[]): Promise<Learned<string[]>> {
		return this.#learned(context, await fetchByIds(context, userIds), userIds);
	}

	#learned({ guild }: FetchContext, outcome: IdsOutcome, userIds: readonly string[]): Learned<string[]> {
		const { draft, unanswered, unvouched } = outcome;
		const view = draft.view().pick(userIds);
		const open = new Set(unanswered);
		const value = userIds.filter((id) => !view.has(id) && !open.has(id));
		const fail = (code: 'INCOMPLETE' | 'SESSION_LOST', why: Reason) =>
			new MemberFetchError(code, `${why}. Retry is safe.`, { guildId: guild.id });
		if (unanswered.length > 0) {
			const why = because('idsUnanswered', { open: unanswered.length, asked: userIds.length });
			return { value, view, error: fail('INCOMPLETE', why) };
		}
		return { value, view, ...(unvouched && { error: fail('SESSION_LOST', unvouched) }) };
	}

	async #answer<Value>(
		asked: AskedGuild,
		options: DirectOptions,
		question: Question<Value>,
	): Promise<DirectAnswer<Value>> {
		this.engine.throwIfClosed();
		checkOptions(options);
		const call = { guildId: asked.ref.id, kind: 'lookup' } as const;
		const work = () => this.#learn(asked, options, question);
		return this.engine.calls.during(call, work, ({ answer }) => answer);
	}

	async #learn<Value>(
		asked: AskedGuild,
		options: DirectOptions,
		question: Question<Value>,
	): Promise<DirectAnswer<Value>> {
		const startedAt = this.engine.clock.now();
		const guild = asked.bot.guild(asked.ref.id, asked.ref.shardId);
		const roster = options.signal?.aborted ? undefined : this.engine.trueRoster(guild);
		if (roster) return this.#conclude(startedAt, roster.vouchedAt, question.fromRoster(roster.view()));
		const waitMs = options.timeout ?? this.engine.config.timeouts.fullFetch;
		const { what } = question;
		const end = await runRequest(this.engine, asked, guild, {
			what,
			limits: options,
			ask: (context) => {
				context.lookupsUntil = startedAt + waitMs;
				return question.ask(context);
			},
		});
		const learned = end.isAnswered
			? end.value
			: { value: question.nothing, view: EMPTY_VIEW, error: await explain(end.context, end.failure) };
		return this.#conclude(startedAt, asOf(end.context, startedAt, learned), learned, end.context);
	}

	/** @param context - how Discord was asked; `undefined` if it was not */
	#conclude<Value>(
		startedAt: number,
		asOf: number | undefined,
		{ value, view, error }: Learned<Value>,
		context?: FetchContext,
	): DirectAnswer<Value> {
		const made = makeAnswer(this.engine.clock, {
			status: error ? 'partial' : 'complete',
			view,
			expectedCount: view.size,
			asOf,
			startedAt,
			source: context ? 'partial_fetch' : 'cache',
			cost: context,
			cacheHit: context === undefined,
			reason: error?.message,
			error,
		});
		const answer = { ...made, success: !error };
		this.engine.count(answer, false);
		return { answer, value };
	}
}

async function explain(context: FetchContext, failure: unknown): Promise<MemberFetchError> {
	if (failure instanceof MemberFetchError) return failure;
	if (isRateLimit(failure)) return explainLimit(context.guild.id, failure.retryAfterMs);
	return (await fatalError(context, failure).catch(() => undefined)) ?? explainFailure(context, failure);
}

/** Monotonic ms up to which the answer is known to be true: answers of REST may be older than their requests. */
function asOf({ via, guild }: FetchContext, startedAt: number, { view, error }: Learned<unknown>) {
	if (error && view.size === 0) return undefined;
	const oldest = startedAt - REPLICA_LAG_MS;
	return via.has('rest') ? oldest : Math.max(oldest, guild.provenAt);
}
