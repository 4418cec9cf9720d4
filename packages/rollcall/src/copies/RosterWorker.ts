import { setImmediate } from 'node:timers/promises';
import { type AnswerOutcome, outcomeOf } from '../engine/Answer.js';
import { aborted } from '../engine/aborted.js';
import { checkGuildId, checkUserIds } from '../engine/checkIds.js';
import { checkOptions } from '../engine/checkOptions.js';
import { answerRole, countAll } from '../engine/roleAnswers.js';
import { because } from '../errors/because.js';
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
import { SystemClock } from '../pacing/SystemClock.js';
import { readRole } from '../roles/AskedRole.js';
import { type FoundRole, findRole, isEverybody } from '../roles/findRole.js';
import { unreadRoles } from '../roles/roleErrors.js';
import type { RolesOfMoment } from '../roles/rolesOfMoment.js';
import type { ColumnsView } from '../roster/ColumnsView.js';
import { checkQuery } from '../roster/checkQuery.js';
import { shardOf } from '../sharding/processes/shardOf.js';
import { answerFromCopy, answerWithout, directOutcome, type Known } from './copyAnswers.js';
import { OwnerWait } from './OwnerWait.js';
import { ShardCopies } from './ShardCopies.js';

type DirectOptions = Pick<FetchOptions, 'signal' | 'timeout'>;

const BATCH_SIZE = 250;
const NO_ROLES: RolesOfMoment = new Map();

/** How a worker knows its bot. */
export interface RosterWorkerOptions {
	/** The number of shards of the bot. */
	readonly shardCount: number;
	/** @defaultValue the clock of this machine */
	readonly clock?: IClock;
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
	readonly #wait: OwnerWait;
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
		this.#wait = new OwnerWait(clock);
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
		return { guilds, ...sums, lagMs, questions: { ...this.#wait.questions } };
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
		this.#wait.close();
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
		const failure = signal?.aborted
			? undefined
			: await this.#wait.getReady(shard, guildId, options, forceRefresh === true);
		if (this.#isClosed) throw closed();
		const known = signal?.aborted
			? answerWithout(this.#clock, startedAt, aborted('request to', guildId, signal))
			: answerFromCopy(shard, guildId, this.#clock, startedAt, failure);
		const { error } = known.answer;
		if (error && require === 'complete') throw error;
		return known;
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

function rolesUnread(guildId: string): MemberFetchError {
	return unreadRoles(guildId, 'the process that keeps the list does not know them.');
}

function closed(): MemberFetchError {
	return new MemberFetchError('CLOSED', 'The worker was closed.');
}
