import { invalid } from '../errors/invalid.js';
import type { FilterMetadata, RoleCountsResult } from '../interfaces/FetchMetadata.js';
import type { FetchOptions, MultipleRolesOptions } from '../interfaces/FetchOptions.js';
import type { RawMember } from '../interfaces/ITransport.js';
import type { ColumnsView } from '../roster/ColumnsView.js';
import { type Answer, type AnswerOutcome, outcomeOf } from './Answer.js';
import { Call } from './Call.js';
import { type CalledGuild, currentRoles } from './CalledGuild.js';
import { checkConcurrency, checkIsObject } from './checkOptions.js';
import type { DirectOptions } from './DirectOptions.js';
import { type DirectAnswer, DirectQuestions } from './DirectQuestions.js';
import type { Engine } from './Engine.js';
import { type Chosen, filterMembers, type MemberReader } from './filterMembers.js';
import type { IClientLibrary } from './IClientLibrary.js';
import { RoleQuestion } from './RoleQuestion.js';
import { countAll, type RoleAnswer } from './roleAnswers.js';
import { streamMembers, type ViewBatch } from './streamMembers.js';

/** The answer to a call with a predicate. */
export interface FilterAnswer extends Omit<AnswerOutcome, 'metadata'> {
	readonly roster: ColumnsView;
	readonly metadata: FilterMetadata;
}

/**
 * The questions that every service answers, whatever its client library.
 *
 * @typeParam Named - what callers pass as a guild
 */
export class Questions<Named> {
	readonly #direct: DirectQuestions;

	constructor(
		private readonly engine: Engine,
		private readonly library: IClientLibrary<Named>,
	) {
		this.#direct = new DirectQuestions(engine);
	}

	async members(guild: Named, options: FetchOptions): Promise<Answer> {
		const called = this.#open(guild);
		return knowing(called, await new Call(this.engine, called, options).answer());
	}

	async role(guild: Named, role: unknown, options: FetchOptions): Promise<RoleAnswer> {
		const called = this.#open(guild);
		const asked = this.library.readRole(role, called.ref.id);
		const question = new RoleQuestion(this.engine, called, [asked], options);
		await new Call(this.engine, called, options, question).answer();
		return question.results.get(asked.key) as RoleAnswer; // every role that is asked for is answered
	}

	async roles(guild: Named, roles: readonly unknown[], given: MultipleRolesOptions): Promise<Map<string, RoleAnswer>> {
		const called = this.#open(guild);
		checkIsObject(given);
		const { concurrency = 1, ...options } = given;
		checkConcurrency(concurrency);
		if (!Array.isArray(roles)) throw invalid('roleNamesOrIds', roles, 'an array of roles, names or ids');
		const read = roles.map((role) => this.library.readRole(role, called.ref.id));
		const asked = new Map(read.map((role) => [role.key, role]));
		const question = new RoleQuestion(this.engine, called, [...asked.values()], options);
		await new Call(this.engine, called, options, question).answer();
		return question.results;
	}

	/**
	 * @param reader - gives what reads members as `predicate` does
	 * @param chosen - gets the members for which it is true
	 */
	async filter<Member>(
		guild: Named,
		predicate: (member: Member) => boolean,
		options: FetchOptions,
		reader: (view: ColumnsView) => MemberReader<Member>,
		chosen?: Chosen<Member>,
	): Promise<FilterAnswer> {
		if (typeof predicate !== 'function') throw invalid('predicate', predicate, 'a function');
		const { clock } = this.engine;
		const called = this.#open(guild);
		let result: FilterAnswer | undefined;
		const derive = async (given: Answer, report: (message: string) => void) => {
			const answer = knowing(called, given);
			const startedAt = clock.now();
			report('Choosing members by the predicate.');
			const roster = await filterMembers(answer.view, reader(answer.view), predicate, chosen, options.signal);
			const figures = { filterTime: clock.now() - startedAt, totalMembersChecked: answer.view.size };
			result = { ...outcomeOf(answer), roster, metadata: { ...answer.metadata, ...figures } };
			return answer;
		};
		await new Call(this.engine, called, options, { derive }).answer();
		return result as FilterAnswer; // every answer passes through `derive`, or is thrown
	}

	async member(guild: Named, userId: string, options: DirectOptions): Promise<DirectAnswer<RawMember | undefined>> {
		return this.#direct.member(this.#open(guild), userId, options);
	}

	async membersById(guild: Named, userIds: readonly string[], options: DirectOptions): Promise<DirectAnswer<string[]>> {
		const called = this.#open(guild);
		const { answer, value } = await this.#direct.members(called, userIds, options);
		return { answer: knowing(called, answer), value };
	}

	async roleCounts(guild: Named, options: DirectOptions): Promise<RoleCountsResult> {
		const called = this.#open(guild);
		const { answer, value } = await this.#direct.roleCounts(called, options);
		const counts = answer.success ? countAll(called.ref.id, currentRoles(called), value) : new Map(value);
		return { ...outcomeOf(answer), counts };
	}

	async *stream(guild: Named, options: FetchOptions): AsyncGenerator<ViewBatch, void, undefined> {
		yield* streamMembers(this.engine, this.#open(guild), options);
	}

	#open(guild: Named): CalledGuild {
		this.engine.throwIfClosed();
		return this.library.call(guild);
	}
}

/** The answer, in whose view only the guild's roles count as roles. */
function knowing(called: CalledGuild, answer: Answer): Answer {
	return { ...answer, view: answer.view.knowing(currentRoles(called)) };
}
