import type { FetchMetadata, RoleCountsResult } from '../interfaces/FetchMetadata.js';
import type { FetchOptions, MultipleRolesOptions } from '../interfaces/FetchOptions.js';
import type {
	FilteredRosterResult,
	RoleRosterResult,
	RosterBatch,
	RosterResult,
} from '../interfaces/IStandaloneMemberFetchService.js';
import type { RawMember } from '../interfaces/ITransport.js';
import type { RosterView } from '../interfaces/RosterView.js';
import type { MemberSync } from '../sync/MemberSync.js';
import type { Answer } from './Answer.js';
import { checkConcurrency, invalid } from './checkOptions.js';
import { type LookupAnswer, type LookupOptions, Lookups } from './Lookups.js';
import { streamMembers } from './MemberStream.js';
import { OperatedService } from './OperatedService.js';
import { partialSoFar } from './partialSoFar.js';
import type { RoleDirectory } from './RoleDirectory.js';
import type { FilterReport, GuildRef } from './RosterService.js';
import { answerRole, answerRoles, countAll } from './roles.js';

/** A guild as the answers to one call need it. */
export interface CalledGuild {
	readonly sync: MemberSync;
	readonly ref: GuildRef;
	readonly directory: RoleDirectory;
}

/** A batch of a stream before its members are dressed for a client library. */
export interface DescribedBatch extends Omit<RosterBatch, 'members'> {
	readonly view: RosterView;
}

/** The questions that every service answers, whatever names a guild to it (`Named`) and whatever a member is to it. */
export abstract class MemberService<Named, Member> extends OperatedService<Member> {
	readonly #lookups = new Lookups(this.rosters);

	/** What the call needs of the guild that its caller named. */
	protected abstract called(guild: Named): CalledGuild;

	protected async fetch(guild: Named, options: FetchOptions): Promise<Answer> {
		const { sync, ref } = this.#open(guild);
		return this.rosters.fetch(sync, ref, options);
	}

	protected fetchRole(guild: Named, roleNameOrId: string, options: FetchOptions): Promise<RoleRosterResult> {
		return this.derive(guild, options, (answer, report, { directory }) => {
			if (answer.metadata.cacheHit) this.rosters.statistics.recordRoleCacheHit();
			report(`Choosing the members of ${roleNameOrId}.`);
			return answerRole(directory, roleNameOrId, answer, this.rosters.clock);
		});
	}

	protected async fetchRoles(
		guild: Named,
		roleNamesOrIds: readonly string[],
		{ concurrency = 3, ...options }: MultipleRolesOptions,
	): Promise<Map<string, RoleRosterResult>> {
		checkConcurrency(concurrency);
		if (!Array.isArray(roleNamesOrIds)) throw invalid('roleNamesOrIds', roleNamesOrIds, 'an array of names or ids');
		return this.derive(guild, options, (answer, report, { directory }) => {
			if (answer.metadata.cacheHit) this.rosters.statistics.recordRoleCacheHit();
			return answerRoles(directory, roleNamesOrIds, answer, concurrency, this.rosters.clock, report);
		});
	}

	/** What `choose` leaves of an answer by the caller's predicate, and how long that took. */
	protected async fetchFiltered<Chosen extends { readonly metadata: FetchMetadata }>(
		guild: Named,
		predicate: unknown,
		options: FetchOptions,
		choose: (answer: Answer) => Promise<Chosen>,
	): Promise<Chosen & Pick<FilteredRosterResult, 'metadata'>> {
		if (typeof predicate !== 'function') throw invalid('predicate', predicate, 'a function');
		return this.derive(guild, options, async (answer, report) => {
			const startedAt = this.rosters.clock.now();
			report('Choosing members by the predicate.');
			const chosen = await choose(answer);
			const filterTime = this.rosters.clock.now() - startedAt;
			return { ...chosen, metadata: { ...chosen.metadata, filterTime, totalMembersChecked: answer.view.size } };
		});
	}

	protected lookUp(guild: Named, userId: string, options: LookupOptions): Promise<LookupAnswer<RawMember | undefined>> {
		const { sync, ref } = this.#open(guild);
		return this.#lookups.member(sync, ref, userId, options);
	}

	protected lookUpAll(
		guild: Named,
		userIds: readonly string[],
		options: LookupOptions,
	): Promise<LookupAnswer<string[]>> {
		const { sync, ref } = this.#open(guild);
		return this.#lookups.members(sync, ref, userIds, options);
	}

	protected async countHolders(guild: Named, options: LookupOptions): Promise<RoleCountsResult> {
		const { sync, ref, directory } = this.#open(guild);
		const { answer, value } = await this.#lookups.roleCounts(sync, ref, options);
		return { ...outcomeOf(answer), counts: answer.success ? countAll(directory, value) : new Map(value) };
	}

	/** An answer of which `derive` makes the result, as a part of the operation. */
	protected async derive<Result>(
		guild: Named,
		options: FetchOptions,
		derive: (answer: Answer, report: FilterReport, called: CalledGuild) => Result | Promise<Result>,
	): Promise<Result> {
		const called = this.#open(guild);
		let result: Result | undefined;
		const onAnswer = async (answer: Answer, report: FilterReport) => {
			result = await derive(answer, report, called);
		};
		await this.rosters.fetch(called.sync, called.ref, options, { onAnswer });
		return result as Result; // every answer passes through onAnswer, or is thrown
	}

	protected async *stream(guild: Named, options: FetchOptions): AsyncGenerator<DescribedBatch, void, undefined> {
		const { sync, ref } = this.#open(guild);
		const { clock } = this.rosters;
		const startedAt = clock.now();
		for await (const batch of streamMembers(this.rosters, sync, ref, options)) {
			const { view, removed, answer } = batch;
			if (answer) yield { view, removed, done: true, metadata: answer.metadata, ...errorOf(answer) };
			else yield { view, removed, done: false, metadata: partialSoFar(batch, ref, startedAt, clock) };
		}
	}

	#open(guild: Named): CalledGuild {
		this.rosters.throwIfClosed();
		return this.called(guild);
	}
}

/** What an answer says beside its members. */
export type AnswerOutcome = Pick<RosterResult, 'success' | 'metadata' | 'error'>;

export function outcomeOf(answer: Answer): AnswerOutcome {
	return { success: answer.success, metadata: answer.metadata, ...errorOf(answer) };
}

function errorOf({ error }: Answer) {
	return error ? { error } : {};
}
