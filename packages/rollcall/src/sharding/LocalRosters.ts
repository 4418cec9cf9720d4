import type { Guild } from 'discord.js';
import { type AnswerOutcome, outcomeOf } from '../engine/Answer.js';
import type { Questions } from '../engine/Questions.js';
import type { RoleAnswer } from '../engine/roleAnswers.js';
import type { ViewBatch } from '../engine/streamMembers.js';
import { invalid } from '../errors/invalid.js';
import type { FilterMetadata, RoleCountsResult } from '../interfaces/FetchMetadata.js';
import type { FetchOptions } from '../interfaces/FetchOptions.js';
import type { IClock } from '../interfaces/IClock.js';
import type { MemberCountResult, MemberIdsResult } from '../interfaces/ILinkedRosters.js';
import type { RawMemberResult } from '../interfaces/IStandaloneMemberFetchService.js';
import type { RosterQuery } from '../interfaces/RosterQuery.js';
import { inTurns } from '../pacing/inTurns.js';
import type { ColumnsView } from '../roster/ColumnsView.js';
import { checkQuery } from '../roster/checkQuery.js';

type DirectOptions = Pick<FetchOptions, 'signal' | 'timeout'>;

/** An answer with members as columns. */
export interface ViewAnswer extends AnswerOutcome {
	readonly roster: ColumnsView;
}

export interface QueryAnswer extends ViewAnswer {
	readonly metadata: FilterMetadata;
}

/** The answers of this process about its own guilds, for itself and for others. */
export class LocalRosters {
	constructor(
		private readonly questions: Questions<Guild>,
		private readonly clock: IClock,
	) {}

	async members(guild: Guild, options: FetchOptions): Promise<ViewAnswer> {
		const answer = await this.questions.members(guild, options);
		return { ...outcomeOf(answer), roster: answer.view };
	}

	role(guild: Guild, role: string, options: FetchOptions): Promise<RoleAnswer> {
		return this.questions.role(guild, role, options);
	}

	async query(guild: Guild, query: RosterQuery, options: FetchOptions): Promise<QueryAnswer> {
		checkQuery(query, 'all'); // before anything is fetched for it
		const answer = await this.questions.members(guild, options);
		const startedAt = this.clock.now();
		const roster = answer.view.query(query);
		const figures = { filterTime: this.clock.now() - startedAt, totalMembersChecked: answer.view.size };
		return { ...outcomeOf(answer), roster, metadata: { ...answer.metadata, ...figures } };
	}

	async ids(guild: Guild, query: RosterQuery, options: FetchOptions): Promise<MemberIdsResult> {
		const { roster, ...outcome } = await this.#chosen(guild, query, options);
		const ids: string[] = [];
		await inTurns(roster.ids(), (id) => void ids.push(id));
		return { ...outcome, ids };
	}

	async count(guild: Guild, query: RosterQuery, options: FetchOptions): Promise<MemberCountResult> {
		const { roster, ...outcome } = await this.#chosen(guild, query, options);
		return { ...outcome, count: roster.size };
	}

	async member(guild: Guild, userId: string, options: DirectOptions): Promise<RawMemberResult> {
		const { answer, value } = await this.questions.member(guild, userId, options);
		return { ...outcomeOf(answer), member: value ?? null };
	}

	async byId(
		guild: Guild,
		userIds: readonly string[],
		options: DirectOptions,
	): Promise<ViewAnswer & { readonly notFound: readonly string[] }> {
		if (!Array.isArray(userIds)) throw invalid('userIds', userIds, 'an array of user ids');
		const { answer, value } = await this.questions.membersById(guild, userIds, options);
		return { ...outcomeOf(answer), roster: answer.view, notFound: value };
	}

	roleCounts(guild: Guild, options: DirectOptions): Promise<RoleCountsResult> {
		return this.questions.roleCounts(guild, options);
	}

	stream(guild: Guild, options: FetchOptions): AsyncGenerator<ViewBatch, void, undefined> {
		return this.questions.stream(guild, options);
	}

	async #chosen(guild: Guild, query: RosterQuery, options: FetchOptions): Promise<ViewAnswer> {
		checkQuery(query, 'all');
		const answer = await this.questions.members(guild, options);
		const isAll = Object.values(query).every((condition) => condition === undefined);
		return { ...outcomeOf(answer), roster: isAll ? answer.view : answer.view.query(query) };
	}
}
