import { because, type Reason } from '../errors/because.js';
import { invalid } from '../errors/invalid.js';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import { destroyedBot, explainLimit } from '../errors/refusals.js';
import type { FetchContext } from '../fetching/FetchContext.js';
import { fetchById, fetchByIds, type IdsOutcome } from '../fetching/fetchByIds.js';
import { explainFailure, fatalError } from '../fetching/restFailures.js';
import type { FetchOptions } from '../interfaces/FetchOptions.js';
import type { RawMember } from '../interfaces/ITransport.js';
import { isRateLimit } from '../pacing/retryRest.js';
import { isSnowflake } from '../payloads/isSnowflake.js';
import type { ColumnsView } from '../roster/ColumnsView.js';
import { EMPTY_VIEW } from '../roster/MemberTable.js';
import type { GuildSync } from '../sync/GuildSync.js';
import type { MemberSync } from '../sync/MemberSync.js';
import { REPLICA_LAG_MS } from '../sync/replicaLag.js';
import { type Answer, makeAnswer } from './Answer.js';
import { checkOptions } from './checkOptions.js';
import { lifetimeOf } from './lifetime.js';
import type { GuildRef, RosterService } from './RosterService.js';

export type LookupOptions = Pick<FetchOptions, 'signal' | 'timeout'>;

/** The answer of a small operation, and what it was about. */
export interface LookupAnswer<Value> {
	readonly answer: Answer;
	readonly value: Value;
}

/** What a small operation learned. */
interface Learned<Value> {
	readonly value: Value;
	readonly view: ColumnsView;
	/** What is missing, if anything. */
	readonly error?: MemberFetchError;
}

/** Questions that need no full list: one member, some members, counts of roles. A true roster answers them for free. */
export class Lookups {
	constructor(private readonly service: RosterService) {}

	/** One member; `value` is `undefined` where he is none. */
	async member(
		sync: MemberSync,
		ref: GuildRef,
		userId: string,
		options: LookupOptions,
	): Promise<LookupAnswer<RawMember | undefined>> {
		checkIds([userId]);
		return this.#operate<RawMember | undefined>(sync, ref, options, {
			asked: `member ${userId}`,
			fromRoster: (view) => {
				const chosen = view.only(userId);
				const [value] = chosen;
				return { value, view: chosen };
			},
			ask: (context) => this.#askMember(context, userId),
			nothing: undefined,
		});
	}

	/** Members by id; `value` are the ids that are no members. */
	async members(
		sync: MemberSync,
		ref: GuildRef,
		userIds: readonly string[],
		options: LookupOptions,
	): Promise<LookupAnswer<string[]>> {
		checkIds(userIds);
		const wanted = new Set(userIds);
		return this.#operate<string[]>(sync, ref, options, {
			asked: 'members by id',
			fromRoster: (view) => ({
				value: [...wanted].filter((id) => !view.has(id)),
				view: view.pick(wanted),
			}),
			ask: (context) => this.#askMembers(context, [...wanted]),
			nothing: [],
		});
	}

	/** Role id to number of holders, without @everyone. */
	async roleCounts(
		sync: MemberSync,
		ref: GuildRef,
		options: LookupOptions,
	): Promise<LookupAnswer<Map<string, number>>> {
		return this.#operate<Map<string, number>>(sync, ref, options, {
			asked: 'the role counts',
			fromRoster: (view) => ({ value: view.roleCounts(), view }),
			ask: async (context) => {
				const ask = (signal: AbortSignal) => context.transport.getRoleMemberCounts(ref.id, signal);
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

	async #operate<Value>(
		sync: MemberSync,
		ref: GuildRef,
		options: LookupOptions,
		how: {
			readonly asked: string;
			readonly fromRoster: (view: ColumnsView) => Learned<Value>;
			readonly ask: (context: FetchContext) => Promise<Learned<Value>>;
			readonly nothing: Value;
		},
	): Promise<LookupAnswer<Value>> {
		this.service.throwIfClosed();
		checkOptions(options);
		const startedAt = this.service.clock.now();
		const guild = sync.guild(ref.id, ref.shardId);
		const roster = options.signal?.aborted ? undefined : this.service.answers.trueRoster(guild);
		if (roster) {
			const learned = how.fromRoster(roster.view());
			return { answer: this.#answer(startedAt, roster.vouchedAt, learned, undefined), value: learned.value };
		}
		const { context, learned } = await this.#ask(sync, guild, ref, options, how);
		return {
			answer: this.#answer(startedAt, asOf(context, startedAt, learned), learned, context),
			value: learned.value,
		};
	}

	async #ask<Value>(
		sync: MemberSync,
		guild: GuildSync,
		ref: GuildRef,
		options: LookupOptions,
		how: {
			readonly asked: string;
			readonly ask: (context: FetchContext) => Promise<Learned<Value>>;
			readonly nothing: Value;
		},
	): Promise<{ context: FetchContext; learned: Learned<Value> }> {
		const { signal, stop, end } = lifetimeOf(options, this.service.clock, ref.id, this.service.closing);
		const context = this.service.context(sync, guild, signal, how.asked);
		const longestWaitMs = options.timeout ?? this.service.config.timeouts.fullFetch;
		context.lookupsUntil = this.service.clock.now() + longestWaitMs;
		const unfollow = sync.ends.follow(() => stop(destroyedBot(ref.id)));
		try {
			signal.throwIfAborted();
			const refusal = this.service.preflight(sync, ref.id, ref.shardId, false);
			if (refusal) throw refusal;
			await context.spent.during('starts', () => this.service.operations.start(signal));
			return { context, learned: await context.place.inTurn(() => how.ask(context)) };
		} catch (error) {
			const limit = isRateLimit(error) ? explainLimit(ref.id, error.retryAfterMs) : undefined;
			const known =
				error instanceof MemberFetchError
					? error
					: (limit ?? (await fatalError(context, error).catch(() => undefined)));
			return {
				context,
				learned: { value: how.nothing, view: EMPTY_VIEW, error: known ?? explainFailure(context, error) },
			};
		} finally {
			this.service.slow.noteOwnLimits({ guildId: ref.id, spent: context.spent });
			unfollow();
			end();
		}
	}

	#answer(
		startedAt: number,
		asOf: number | undefined,
		learned: Learned<unknown>,
		context: FetchContext | undefined,
	): Answer {
		const { view, error } = learned;
		const answer = makeAnswer(this.service.clock, {
			status: error ? 'partial' : 'complete',
			view,
			expectedCount: view.size,
			asOf,
			startedAt,
			source: context ? 'partial_fetch' : 'cache',
			via: context?.via ?? ['memory'],
			requests: context?.requests ?? { gateway: 0, rest: 0 },
			retryCount: context?.retryCount ?? 0,
			fallbackUsed: false,
			cacheHit: context === undefined,
			reason: error?.message,
			error,
		});
		const { metadata } = answer;
		if (this.service.config.monitoring.enableMetrics) {
			this.service.statistics.recordAnswer({ metadata, success: !error, errorCode: error?.code, joined: false });
		}
		return { ...answer, success: !error };
	}
}

/** Monotonic ms up to which what was learned is known to be true: answers of REST may be older than their requests. */
function asOf({ via, guild }: FetchContext, startedAt: number, { view, error }: Learned<unknown>) {
	if (error && view.size === 0) return undefined;
	const oldest = startedAt - REPLICA_LAG_MS;
	return via.has('rest') ? oldest : Math.max(oldest, guild.provenAt);
}

function checkIds(userIds: readonly string[]): void {
	if (!Array.isArray(userIds)) throw invalid('userIds', userIds, 'an array of Discord ids');
	for (const id of userIds as readonly unknown[]) {
		if (typeof id !== 'string' || !isSnowflake(id))
			throw invalid('userId', id, 'a Discord id (a 64-bit number, as a string)');
	}
}
