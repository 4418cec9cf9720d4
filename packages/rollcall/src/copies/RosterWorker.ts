import { setImmediate } from 'node:timers/promises';
import { type Answer, type AnswerOutcome, makeAnswer, outcomeOf } from '../engine/Answer.js';
import { aborted } from '../engine/aborted.js';
import { checkGuildId, checkUserIds } from '../engine/checkIds.js';
import { checkOptions } from '../engine/checkOptions.js';
import { answerRole, countAll } from '../engine/roleAnswers.js';
import { because } from '../errors/because.js';
import type { ErrorCode } from '../errors/codes.js';
import { invalid } from '../errors/invalid.js';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import type { RoleCountsResult } from '../interfaces/FetchMetadata.js';
import type { FetchOptions } from '../interfaces/FetchOptions.js';
import type { HealthFinding } from '../interfaces/FetchStatistics.js';
import type { IClock } from '../interfaces/IClock.js';
import type { IFeedReader } from '../interfaces/IFeedReader.js';
import type { ILinkedRosters, MemberCountResult, MemberIdsResult } from '../interfaces/ILinkedRosters.js';
import type {
	FilteredRosterResult,
	RawMemberResult,
	RoleReference,
	RoleRosterResult,
	RosterBatch,
	RosterByIdResult,
	RosterResult,
} from '../interfaces/IStandaloneMemberFetchService.js';
import type { RosterQuery } from '../interfaces/RosterQuery.js';
import type { IWorkerFigures, WorkerHealth, WorkerStatistics } from '../interfaces/WorkerStatistics.js';
import { inTurns } from '../pacing/inTurns.js';
import { onAbort } from '../pacing/onAbort.js';
import { SystemClock } from '../pacing/SystemClock.js';
import { readRole } from '../roles/AskedRole.js';
import { type FoundRole, findRole, isEverybody } from '../roles/findRole.js';
import { unreadRoles } from '../roles/roleErrors.js';
import type { RolesOfMoment } from '../roles/rolesOfMoment.js';
import type { ColumnsView } from '../roster/ColumnsView.js';
import { checkQuery } from '../roster/checkQuery.js';
import { EMPTY_VIEW } from '../roster/MemberTable.js';
import { shardOf } from '../sharding/processes/shardOf.js';
import { ShardCopies } from './ShardCopies.js';

type DirectOptions = Pick<FetchOptions, 'signal' | 'timeout'>;

/** A call waits no longer for what is in the store, or on its way from there. */
const PATIENCE_MS = 5_000;
/** A caller who waits for an owner that is not there yet looks so often. */
const ASK_AGAIN_MS = 500;
/** No caller waits longer. An owner that is gone is noticed much earlier. */
const LONGEST_FETCH_MS = 10 * 60_000;
const BATCH_SIZE = 250;
const NO_ROLES: RolesOfMoment = new Map();

/** How a worker knows its bot. */
export interface RosterWorkerOptions {
	/** The number of shards of the bot. */
	readonly shardCount: number;
	/** @defaultValue the clock of this machine */
	readonly clock?: IClock;
}

/** An answer, and the roles that its guild had. */
interface Known {
	readonly answer: Answer;
	readonly roles: RolesOfMoment | undefined;
}

/**
 * The members of a bot's guilds in a process without a gateway. The first question about a guild reads its list, and from then on
 * the changes of its owner are followed, so that later questions are answered from memory. A list is complete as of the last
 * message of its owner, and says so only while the owner is heard of every few seconds.
 */
export class RosterWorker implements ILinkedRosters, IWorkerFigures {
	readonly #shards = new Map<number, ShardCopies>();
	readonly #clock: IClock;
	readonly #shardCount: number;
	readonly #ends = new Set<() => void>();
	readonly #questions = { answered: 0, failed: 0 };
	/** Questions to owners that are on the way. */
	readonly #asked = new Map<string, Promise<MemberFetchError | undefined>>();
	#isClosed = false;

	/** @param reader - reads what the owners of the bot's shards save and tell; it is closed with the worker */
	constructor(
		private readonly reader: IFeedReader,
		{ shardCount, clock = new SystemClock() }: RosterWorkerOptions,
	) {
		if (!Number.isSafeInteger(shardCount) || shardCount < 1)
			throw invalid('options.shardCount', shardCount, 'a whole number >= 1');
		this.#shardCount = shardCount;
		this.#clock = clock;
	}

	/** {@inheritDoc ILinkedRosters.fetchGuildMembers} */
	async fetchGuildMembers(guildId: string, options: FetchOptions = {}): Promise<RosterResult> {
		const { answer } = await this.#ask(guildId, options);
		return { ...outcomeOf(answer), roster: answer.view };
	}

	/** {@inheritDoc ILinkedRosters.fetchRoleMembers} */
	async fetchRoleMembers(
		guildId: string,
		roleNameOrId: string | RoleReference,
		options: FetchOptions = {},
	): Promise<RoleRosterResult> {
		const asked = readRole(roleNameOrId, guildId);
		const { answer, roles } = await this.#ask(guildId, options);
		const isKnown = roles !== undefined || isEverybody(guildId, asked);
		const told = findRole(guildId, roles ?? NO_ROLES, asked);
		const found: FoundRole = isKnown ? told : { error: rolesUnread(guildId), reason: because('rolesUnread') };
		const result = answerRole(guildId, asked, answer.success ? found : { role: told.role }, answer, this.#clock);
		if (options.require === 'complete' && result.error) throw result.error;
		return result;
	}

	/** {@inheritDoc ILinkedRosters.queryMembers} */
	async queryMembers(guildId: string, query: RosterQuery, options: FetchOptions = {}): Promise<FilteredRosterResult> {
		checkQuery(query, 'all');
		const { answer } = await this.#ask(guildId, options);
		const startedAt = this.#clock.now();
		const roster = answer.view.query(query);
		const figures = { filterTime: this.#clock.now() - startedAt, totalMembersChecked: answer.view.size };
		return { ...outcomeOf(answer), roster, metadata: { ...answer.metadata, ...figures } };
	}

	/** {@inheritDoc ILinkedRosters.fetchMemberIds} */
	async fetchMemberIds(guildId: string, query: RosterQuery = {}, options: FetchOptions = {}): Promise<MemberIdsResult> {
		const { roster, ...outcome } = await this.#choose(guildId, query, options);
		const ids: string[] = [];
		await inTurns(roster.ids(), (id) => void ids.push(id));
		return { ...outcome, ids };
	}

	/** {@inheritDoc ILinkedRosters.countMembers} */
	async countMembers(guildId: string, query: RosterQuery = {}, options: FetchOptions = {}): Promise<MemberCountResult> {
		const { roster, ...outcome } = await this.#choose(guildId, query, options);
		return { ...outcome, count: roster.size };
	}

	/** {@inheritDoc ILinkedRosters.fetchMember} */
	async fetchMember(guildId: string, userId: string, options: DirectOptions = {}): Promise<RawMemberResult> {
		checkUserIds([userId]);
		const { answer } = await this.#ask(guildId, options);
		const member = answer.view.get(userId) ?? null;
		return { ...directOutcome(answer, member ? 1 : 0), member };
	}

	/** {@inheritDoc ILinkedRosters.fetchMembersById} */
	async fetchMembersById(
		guildId: string,
		userIds: readonly string[],
		options: DirectOptions = {},
	): Promise<RosterByIdResult> {
		checkUserIds(userIds);
		const { answer } = await this.#ask(guildId, options);
		const roster = answer.view.pick(userIds);
		const notFound = answer.error ? [] : [...new Set(userIds)].filter((id) => !roster.has(id));
		return { ...directOutcome(answer, roster.size), roster, notFound };
	}

	/** {@inheritDoc ILinkedRosters.roleMemberCounts} */
	async roleMemberCounts(guildId: string, options: DirectOptions = {}): Promise<RoleCountsResult> {
		const { answer, roles } = await this.#ask(guildId, options);
		return { ...outcomeOf(answer), counts: countAll(guildId, roles, answer.view.roleCounts()) };
	}

	/** {@inheritDoc ILinkedRosters.streamGuildMembers} */
	async *streamGuildMembers(guildId: string, options: FetchOptions = {}): AsyncGenerator<RosterBatch, void, undefined> {
		const { answer } = await this.#ask(guildId, options);
		const { metadata, error } = answer;
		const open = { ...metadata, status: 'partial', complete: false, reason: because('streamOpen') } as const;
		const parts = answer.view.parts(BATCH_SIZE);
		const last = parts.pop() ?? answer.view;
		for (const members of parts) {
			yield { members, removed: [], done: false, metadata: open };
			await setImmediate();
		}
		yield { members: last, removed: [], done: true, metadata, ...(error && { error }) };
	}

	/** The figures of this moment, and counts since the worker was made. */
	getStatistics(): WorkerStatistics {
		const guilds = { complete: 0, stale: 0, partial: 0 };
		const sums = { members: 0, readCount: 0, gapCount: 0 };
		let lagMs: number | null = null;
		for (const shard of this.#shards.values()) {
			sums.readCount += shard.readCount;
			sums.gapCount += shard.gapCount;
			if (shard.ageMs !== undefined) lagMs = Math.max(lagMs ?? 0, shard.ageMs);
			for (const copy of shard.all()) {
				const { view, isWhole } = copy.describe(shard);
				sums.members += view.size;
				guilds[copy.isTrue && shard.doubt === undefined ? 'complete' : isWhole ? 'stale' : 'partial']++;
			}
		}
		return { guilds, ...sums, lagMs, questions: { ...this.#questions } };
	}

	/** How the worker is: degraded while the store does not answer, or an owner is silent whose guilds it follows. */
	async healthCheck(): Promise<WorkerHealth> {
		const findings: HealthFinding[] = [];
		if (this.#isClosed) findings.push({ code: 'closed', level: 'unhealthy', reason: 'The worker was closed.' });
		for (const [shardId, shard] of this.#isClosed ? [] : this.#shards) {
			if ([...shard.all()].length === 0) continue;
			const { trouble, doubt } = shard;
			const code = trouble === undefined ? 'unverified' : 'store_unreachable';
			const reason = trouble ?? doubt;
			if (reason !== undefined) findings.push({ code, level: 'degraded', reason: `Shard ${shardId}: ${reason}.` });
		}
		const status = this.#isClosed ? 'unhealthy' : findings.length > 0 ? 'degraded' : 'healthy';
		return { status, findings, reasons: findings.map(({ reason }) => reason) };
	}

	/** Keeps nothing of a guild any longer. The next question reads it again. */
	detach(guildId: string): void {
		this.#shards.get(shardOf(guildId, this.#shardCount))?.drop(guildId);
	}

	/** Keeps nothing, ends the questions that wait, and leaves no connection and no timer. */
	async close(): Promise<void> {
		if (this.#isClosed) return;
		this.#isClosed = true;
		for (const shard of this.#shards.values()) shard.close();
		for (const end of [...this.#ends]) end();
		await this.reader.close();
	}

	async #choose(
		guildId: string,
		query: RosterQuery,
		options: FetchOptions,
	): Promise<AnswerOutcome & { readonly roster: ColumnsView }> {
		checkQuery(query, 'all');
		const { answer } = await this.#ask(guildId, options);
		const isAll = Object.values(query).every((condition) => condition === undefined);
		return { ...outcomeOf(answer), roster: isAll ? answer.view : answer.view.query(query) };
	}

	/**
	 * Answers at once if the list is here, and otherwise when it was read. If nobody has saved it, if the caller wants a complete list
	 * and this one is not, or wants Discord to be asked, the owner is asked.
	 */
	async #ask(guildId: string, options: FetchOptions): Promise<Known> {
		checkGuildId(guildId);
		checkOptions(options);
		const { forceRefresh, presences, require, signal } = options;
		if (presences) throw invalid('options.presences', presences, 'nothing: presences are not kept');
		if (this.#isClosed) throw closed();
		const startedAt = this.#clock.now();
		const shard = this.#shardOf(guildId);
		const failure = signal?.aborted ? undefined : await this.#getReady(shard, guildId, options, forceRefresh === true);
		if (this.#isClosed) throw closed();
		const known = signal?.aborted
			? this.#without(startedAt, aborted('request to', guildId, signal))
			: this.#describe(shard, guildId, startedAt, failure);
		const { error } = known.answer;
		if (error && require === 'complete') throw error;
		return known;
	}

	/** Resolves when there is something to answer, or nothing will come; gives the error of the owner, if it was asked. */
	async #getReady(
		shard: ShardCopies,
		guildId: string,
		options: FetchOptions,
		isFresh: boolean,
	): Promise<MemberFetchError | undefined> {
		const { timeout, signal, require } = options;
		const endsAt = this.#clock.now() + (timeout ?? LONGEST_FETCH_MS);
		const left = () => Math.max(0, endsAt - this.#clock.now());
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
		const waitsUntil = timeout === undefined ? this.#clock.now() + PATIENCE_MS : endsAt;
		const isPatient = timeout !== undefined || require === 'complete';
		while (isPatient && failure?.code === 'OWNER_AWAY' && !isOver() && this.#clock.now() < waitsUntil) {
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
				this.#questions[error ? 'failed' : 'answered']++;
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
			undo.push(this.#clock.setTimer(ms, end));
			if (signal) undo.push(onAbort(signal, end));
			undo.push(begin(end));
		});
	}

	#describe(shard: ShardCopies, guildId: string, startedAt: number, failure: MemberFetchError | undefined): Known {
		const copy = shard.copyOf(guildId);
		const { view, isWhole, asOf, why, countDoubt, count, roles } = copy.describe(shard);
		const silence = copy.isLive ? why : (shard.trouble ?? why);
		const reason = copy.isTrue ? shard.doubt : (silence ?? because('copyUnproven'));
		const status = reason === undefined ? 'complete' : isWhole && view.size > 0 && asOf > 0 ? 'stale' : 'partial';
		const text = reason !== undefined && status === 'stale' ? because('staleSince', { why: reason }) : reason;
		const error = text === undefined ? undefined : (failure ?? incomplete(guildId, codeOf(copy.hasRows, shard), text));
		const isKept = text === undefined && failure !== undefined;
		const answer = makeAnswer(this.#clock, {
			status,
			view,
			expectedCount: count,
			asOf: undefined,
			startedAt,
			source: status === 'complete' ? 'cache' : status === 'stale' ? 'fallback' : 'partial_fetch',
			fallbackUsed: status === 'stale' || isKept,
			cacheHit: true,
			countDoubt: status === 'complete' ? countDoubt : undefined,
			...(text !== undefined && { reason: text }),
			...(isKept && { reason: because('notRefreshed', { why: failure.message }) }),
			error,
		});
		return { answer: { ...answer, metadata: { ...answer.metadata, asOf } }, roles };
	}

	#without(startedAt: number, error: MemberFetchError): Known {
		const answer = makeAnswer(this.#clock, {
			status: 'partial',
			view: EMPTY_VIEW,
			expectedCount: undefined,
			asOf: undefined,
			startedAt,
			source: 'partial_fetch',
			reason: error.message,
			error,
		});
		return { answer, roles: undefined };
	}

	#shardOf(guildId: string): ShardCopies {
		const shardId = shardOf(guildId, this.#shardCount);
		let shard = this.#shards.get(shardId);
		if (!shard) {
			shard = new ShardCopies(this.reader, shardId, this.#clock);
			this.#shards.set(shardId, shard);
		}
		return shard;
	}
}

function codeOf(hasRows: boolean, shard: ShardCopies): ErrorCode {
	if (shard.trouble !== undefined) return 'LINK_LOST';
	return hasRows ? 'INCOMPLETE' : 'OWNER_AWAY';
}

function incomplete(guildId: string, code: ErrorCode, why: string): MemberFetchError {
	const cure = "Ask with require: 'complete' or a timeout to wait for a complete list.";
	return new MemberFetchError(code, `Guild ${guildId}: ${why}. ${cure}`, { guildId });
}

function rolesUnread(guildId: string): MemberFetchError {
	return unreadRoles(guildId, 'the process that keeps the list does not know them.');
}

function closed(): MemberFetchError {
	return new MemberFetchError('CLOSED', 'The worker was closed.');
}

/** The answer about some users alone. */
function directOutcome(answer: Answer, size: number): AnswerOutcome {
	const { metadata, error } = outcomeOf(answer);
	const status = error ? 'partial' : 'complete';
	const facts = { status, totalCount: size, expectedCount: size, coverage: 1 } as const;
	return { success: !error, metadata: { ...metadata, ...facts }, ...(error && { error }) };
}
