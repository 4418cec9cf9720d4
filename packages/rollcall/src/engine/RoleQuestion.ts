import { because } from '../errors/because.js';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import type { FetchContext } from '../fetching/FetchContext.js';
import type { FetchMetadata } from '../interfaces/FetchMetadata.js';
import type { FetchOptions } from '../interfaces/FetchOptions.js';
import { type RawRole, TransportError } from '../interfaces/ITransport.js';
import type { AskedRole } from '../roles/AskedRole.js';
import { type FoundRole, findRole, isEverybody } from '../roles/findRole.js';
import { unreadRoles } from '../roles/roleErrors.js';
import { rolesOfMoment } from '../roles/rolesOfMoment.js';
import type { Answer } from './Answer.js';
import { LISTLESS } from './AnswerMaker.js';
import type { Purpose, Report } from './Call.js';
import { type CalledGuild, currentRoles } from './CalledGuild.js';
import type { Engine } from './Engine.js';
import type { Refusal } from './preflight.js';
import { readRoles } from './readRoles.js';
import { answerRoles, type JudgedRoles, outcomeOfRoles, type RoleAnswer } from './roleAnswers.js';

/** The roles of the guild, and as of when they are known. */
interface ToldRoles {
	readonly roles: ReadonlyMap<string, RawRole>;
	/** Epoch ms. */
	readonly asOf: number;
}

/**
 * One call about roles of a guild. It learns which roles there are before the members, so that no list is fetched for a
 * role that does not exist. It judges them again after the members, since roles come and go meanwhile.
 */
export class RoleQuestion implements Purpose {
	/** The answer to each role, keyed as it was asked for. */
	results = new Map<string, RoleAnswer>();
	readonly #startedAt: number;
	readonly #spent: FetchContext[] = [];
	#hasBegun = false;
	#told: ToldRoles | undefined;
	/** Why Discord did not give the roles: it is asked once. */
	#failure: unknown;

	constructor(
		private readonly engine: Engine,
		private readonly called: CalledGuild,
		private readonly asked: readonly AskedRole[],
		private readonly options: Pick<FetchOptions, 'signal' | 'timeout'>,
	) {
		this.#startedAt = engine.clock.now();
	}

	/** Refuses the call if the guild has none of the roles. */
	refuse(): Refusal | Promise<Refusal> {
		this.#hasBegun = true;
		if (this.#takeCurrent() || this.#isOfEverybody) return this.#refusal();
		return this.#read().then(() => this.#refusal());
	}

	/** Answers each role; the call as a whole gets no better answer than its first role with an error. */
	async derive(given: Answer, report: Report): Promise<Answer> {
		const { engine, called, asked } = this;
		const judged = await this.#judge(given);
		if (judged.answer.metadata.cacheHit) engine.statistics.recordRoleCacheHit();
		this.results = await answerRoles(called.ref.id, asked, judged, engine.clock, report);
		return outcomeOfRoles(judged.answer, this.results.values());
	}

	/** Judges the roles after an answer has come; of the ids in its view, only those of the guild's roles count. */
	async #judge(given: Answer): Promise<JudgedRoles> {
		const isOver = given.error !== undefined && (!this.#hasBegun || LISTLESS.has(given.error.code));
		if (!isOver) await this.#renew(given.metadata);
		const view = given.view.knowing(this.#told?.roles);
		const answer = { ...given, view, metadata: this.#withCost(given.metadata) };
		const found = this.asked.map((role) => this.#find(role));
		return { answer, found: isOver ? found.map(({ role }) => ({ role })) : found };
	}

	get #isOfEverybody(): boolean {
		const { everyoneId } = this.called.directory;
		return this.asked.every((role) => isEverybody(everyoneId, role));
	}

	/** Takes the roles from the client library, if it follows them. */
	#takeCurrent(): boolean {
		const roles = currentRoles(this.called);
		if (roles) this.#told = { roles, asOf: this.engine.clock.wallNow() };
		return roles !== undefined;
	}

	/** Learns the roles again, if the members are known as of a later time. */
	async #renew({ complete, asOf }: FetchMetadata): Promise<void> {
		if (this.#takeCurrent() || this.#isOfEverybody || this.#failure !== undefined) return;
		if (this.#told && (!complete || this.#told.asOf >= asOf)) return;
		this.#told = undefined;
		await this.#read();
	}

	async #read(): Promise<void> {
		const { clock } = this.engine;
		const asOf = clock.wallNow();
		const { signal, timeout } = this.options;
		const limits = { startedAt: this.#startedAt, ...(signal && { signal }), ...(timeout !== undefined && { timeout }) };
		try {
			const roles = await readRoles(this.engine, this.called, limits, (context) => this.#spent.push(context));
			if (roles) this.#told = { roles: new Map(roles.map((role) => [role.id, role])), asOf };
			else if (!this.#takeCurrent()) throw new TransportError('unavailable', 'The gateway session did not last.');
		} catch (failure) {
			this.#failure = failure;
		}
	}

	/**
	 * A call that is over is refused. One that could not learn the roles goes on: the gateway may report them meanwhile,
	 * and a caller whose time is up gets the best answer there is.
	 */
	#refusal(): Refusal {
		if (MemberFetchError.is(this.#failure) && this.#failure.code !== 'DEADLINE') return this.#failure;
		if (!this.#told) return undefined;
		const errors = this.asked.flatMap((role) => this.#find(role).error ?? []);
		return errors.length === this.asked.length ? errors[0] : undefined;
	}

	/** While the roles are not known, the last known ones are shown, with an error. */
	#find(asked: AskedRole): FoundRole {
		const { directory, ref } = this.called;
		const told = findRole(directory.everyoneId, this.#told?.roles ?? rolesOfMoment(directory.roles), asked);
		if (this.#told || isEverybody(directory.everyoneId, asked)) return told;
		const isOver = this.#failure instanceof MemberFetchError;
		const error = isOver ? (this.#failure as MemberFetchError) : unreadRoles(ref.id, this.#failure);
		return { role: told.role, error, reason: because('rolesUnread') };
	}

	#withCost(metadata: FetchMetadata): FetchMetadata {
		if (this.#spent.length === 0) return metadata;
		const sum = (of: (context: FetchContext) => number) =>
			this.#spent.reduce((total, context) => total + of(context), 0);
		const rest = sum(({ requests }) => requests.rest);
		return {
			...metadata,
			fetchTime: this.engine.clock.now() - this.#startedAt,
			cacheHit: metadata.cacheHit && rest === 0,
			retryCount: metadata.retryCount + sum(({ retryCount }) => retryCount),
			via: [...new Set([...metadata.via, ...this.#spent.flatMap(({ via }) => [...via])])],
			requests: { ...metadata.requests, rest: metadata.requests.rest + rest },
		};
	}
}
