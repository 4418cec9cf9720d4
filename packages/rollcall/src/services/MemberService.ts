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
import type { Answer } from './Answer.js';
import { type AskedRole, readRole } from './AskedRole.js';
import { type CalledGuild, currentRoles } from './CalledGuild.js';
import { checkConcurrency, checkIsObject, checkOptions, invalid } from './checkOptions.js';
import { type LookupAnswer, type LookupOptions, Lookups } from './Lookups.js';
import { streamMembers } from './MemberStream.js';
import { OperatedService } from './OperatedService.js';
import { partialSoFar } from './partialSoFar.js';
import { RoleQuestion } from './RoleQuestion.js';
import type { FilterReport } from './RosterService.js';
import { answerRoles, countAll, outcomeOfRoles } from './roles.js';

/** A batch of a stream before its members are dressed for a client library. */
export interface DescribedBatch extends Omit<RosterBatch, 'members'> {
	readonly view: RosterView;
}

/** The questions that every service answers, whatever names a guild to it (`Named`) and whatever a member is to it. */
export abstract class MemberService<Named, Member> extends OperatedService<Member> {
	readonly #lookups = new Lookups(this.rosters);

	/** What the call needs of the guild that its caller named. */
	protected abstract called(guild: Named): CalledGuild;

	/** Reads what stands for a role of the guild, or throws if nothing can be read of it. */
	protected readRole(asked: unknown, guildId: string): AskedRole {
		return readRole(asked, guildId);
	}

	protected async fetch(guild: Named, options: FetchOptions): Promise<Answer> {
		const called = this.#open(guild);
		return knowing(called, await this.rosters.fetch(called.sync, called.ref, options));
	}

	protected async fetchRole(guild: Named, role: unknown, options: FetchOptions): Promise<RoleRosterResult> {
		const called = this.#open(guild);
		const asked = this.readRole(role, called.ref.id);
		const results = await this.#askRoles(called, [asked], options);
		return results.get(asked.key) as RoleRosterResult; // every role that is asked for is answered
	}

	protected async fetchRoles(
		guild: Named,
		roles: readonly unknown[],
		given: MultipleRolesOptions,
	): Promise<Map<string, RoleRosterResult>> {
		const called = this.#open(guild);
		checkIsObject(given);
		const { concurrency = 1, ...options } = given;
		checkConcurrency(concurrency);
		if (!Array.isArray(roles)) throw invalid('roleNamesOrIds', roles, 'an array of roles, names or ids');
		const asked = new Map(roles.map((role) => this.readRole(role, called.ref.id)).map((role) => [role.key, role]));
		return this.#askRoles(called, [...asked.values()], options);
	}

	async #askRoles(
		called: CalledGuild,
		asked: readonly AskedRole[],
		options: FetchOptions,
	): Promise<Map<string, RoleRosterResult>> {
		const { clock, statistics } = this.rosters;
		const { sync, ref } = called;
		const question = new RoleQuestion(this.rosters, called, asked, options);
		let results = new Map<string, RoleRosterResult>();
		await this.rosters.fetch(sync, ref, options, {
			before: () => question.before(),
			onAnswer: async (given, report) => {
				const settled = await question.settle(given);
				if (settled.answer.metadata.cacheHit) statistics.recordRoleCacheHit();
				results = await answerRoles(ref.id, asked, settled, clock, report);
				return outcomeOfRoles(settled.answer, results.values());
			},
		});
		return results;
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

	protected async lookUpAll(
		guild: Named,
		userIds: readonly string[],
		options: LookupOptions,
	): Promise<LookupAnswer<string[]>> {
		const called = this.#open(guild);
		const { answer, value } = await this.#lookups.members(called.sync, called.ref, userIds, options);
		return { answer: knowing(called, answer), value };
	}

	protected async countHolders(guild: Named, options: LookupOptions): Promise<RoleCountsResult> {
		const called = this.#open(guild);
		const { answer, value } = await this.#lookups.roleCounts(called.sync, called.ref, options);
		const counts = answer.success ? countAll(called.ref.id, currentRoles(called), value) : new Map(value);
		return { ...outcomeOf(answer), counts };
	}

	/** An answer of which `derive` makes the result, as a part of the operation. */
	protected async derive<Result>(
		guild: Named,
		options: FetchOptions,
		derive: (answer: Answer, report: FilterReport) => Promise<Result>,
	): Promise<Result> {
		const called = this.#open(guild);
		let result: Result | undefined;
		const onAnswer = async (given: Answer, report: FilterReport) => {
			const answer = knowing(called, given);
			result = await derive(answer, report);
			return answer;
		};
		await this.rosters.fetch(called.sync, called.ref, options, { onAnswer });
		return result as Result; // every answer passes through onAnswer, or is thrown
	}

	protected async *stream(guild: Named, options: FetchOptions): AsyncGenerator<DescribedBatch, void, undefined> {
		const called = this.#open(guild);
		checkOptions(options);
		const { sync, ref } = called;
		const { clock } = this.rosters;
		const startedAt = clock.now();
		for await (const batch of streamMembers(this.rosters, sync, ref, options)) {
			const { removed, answer } = batch;
			const view = batch.view.knowing(currentRoles(called));
			if (answer) yield { view, removed, done: true, metadata: answer.metadata, ...errorOf(answer) };
			else yield { view, removed, done: false, metadata: partialSoFar(batch, ref, startedAt, clock) };
		}
	}

	#open(guild: Named): CalledGuild {
		this.rosters.throwIfClosed();
		return this.called(guild);
	}
}

/** The answer, of whose ids of roles only those of the guild are roles. */
function knowing(called: CalledGuild, answer: Answer): Answer {
	return { ...answer, view: answer.view.knowing(currentRoles(called)) };
}

/** What an answer says beside its members. */
export type AnswerOutcome = Pick<RosterResult, 'success' | 'metadata' | 'error'>;

export function outcomeOf(answer: Answer): AnswerOutcome {
	return { success: answer.success, metadata: answer.metadata, ...errorOf(answer) };
}

function errorOf({ error }: Answer) {
	return error ? { error } : {};
}
