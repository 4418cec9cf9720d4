import type { MemberFetchError } from '../errors/MemberFetchError.js';
import { describeCount } from '../fetching/ExpectedMembers.js';
import type { FetchListener } from '../fetching/FetchOutcome.js';
import type { MemberFetch } from '../fetching/MemberFetch.js';
import type { FetchOptions } from '../interfaces/FetchOptions.js';
import { ProgressReporter } from '../monitoring/Progress.js';
import type { GuildState } from '../sync/GuildState.js';
import type { Answer } from './Answer.js';
import { AnswerMaker } from './AnswerMaker.js';
import { aborted } from './aborted.js';
import { beginFetch } from './beginFetch.js';
import type { AskedGuild } from './CalledGuild.js';
import { deadlineError, type WaitEnd, waitForFetch } from './CallerWait.js';
import { checkOptions } from './checkOptions.js';
import { closedMeanwhile, type Engine } from './Engine.js';
import { type Refusal, refusalOfList } from './preflight.js';

/** Reports progress of the work on an answer. */
export type Report = (message: string) => void;

/** The purpose of a call, beside the list itself. */
export interface Purpose {
	/** Looks, before Discord is asked for members, whether that is of any use. */
	refuse?(): Refusal | Promise<Refusal>;
	/** Follows the fetch that serves the call; returns what ends that, which is called when the wait is over. */
	follow?(fetch: MemberFetch): () => void;
	/**
	 * Works on the answer before the operation counts as over. The answer that it gives replaces this one; an error that
	 * it throws is thrown to the caller.
	 */
	derive?(answer: Answer, report: Report): Promise<Answer>;
}

/**
 * One call for the members of a guild. Read it from top to bottom. The options are checked. The call is refused, or
 * answered from memory, or it joins the guild's fetch and waits. Then its purpose shapes the answer, and the answer is
 * counted.
 */
export class Call {
	/** Monotonic ms. */
	readonly #startedAt: number;
	readonly #answers: AnswerMaker;
	/** Another caller began the fetch that serves this one. */
	#hasJoined = false;

	constructor(
		private readonly engine: Engine,
		private readonly asked: AskedGuild,
		private readonly options: FetchOptions = {},
		private readonly purpose: Purpose = {},
	) {
		this.#startedAt = engine.clock.now();
		this.#answers = new AnswerMaker(engine, asked, this.#startedAt);
	}

	async answer(): Promise<Answer> {
		this.engine.throwIfClosed();
		checkOptions(this.options);
		const answer = await this.engine.calls.during(
			{ guildId: this.asked.ref.id, kind: 'list' },
			() => this.#counted(),
			(given) => ({ ...given, joined: this.#hasJoined }),
		);
		if (this.options.require === 'complete' && answer.error) throw answer.error;
		return answer;
	}

	async #counted(): Promise<Answer> {
		const answer = await this.#serve();
		this.engine.count(answer, this.#hasJoined);
		this.engine.outcomes.note(answer.metadata, answer.error?.code);
		return answer;
	}

	async #serve(): Promise<Answer> {
		const saved = this.#saved();
		if (saved) return this.#finishAtOnce(saved);
		let refusal = this.#refusal() ?? this.purpose.refuse?.();
		if (refusal instanceof Promise) refusal = (await refusal) ?? this.#refusal();
		const { bot, ref } = this.asked;
		if (refusal) return this.#finishAtOnce(this.#answers.refused(refusal, bot.find(ref.id)));
		const guild = bot.guild(ref.id, ref.shardId);
		const roster = this.options.forceRefresh ? undefined : this.engine.trueRoster(guild);
		if (roster) return this.#finishAtOnce(this.#answers.fromMemory(roster));
		return this.#await(this.#join(guild));
	}

	/**
	 * The list of before a restart, for a caller who does not say that they want to wait for a complete one. The bot need not
	 * be connected for it.
	 */
	#saved(): Answer | undefined {
		const { forceRefresh, presences, require, timeout, signal } = this.options;
		const { bot, ref } = this.asked;
		const wantsMore = forceRefresh || presences || require === 'complete' || timeout !== undefined;
		if (wantsMore || signal?.aborted || this.engine.closing.aborted || bot.transport.destroyed) return undefined;
		const guild = bot.find(ref.id);
		const answer = guild && !guild.trueRoster ? this.#answers.saved(guild) : undefined;
		if (answer) this.engine.wanted.add(ref.id);
		return answer;
	}

	/** Why the members are not asked for at this moment. */
	#refusal(): Refusal {
		if (this.engine.closing.aborted) return closedMeanwhile(this.asked.ref.id);
		return this.options.signal?.aborted ? this.#abortion() : refusalOfList(this.asked, this.options.presences);
	}

	/** Joins the fetch of the guild, or begins it. */
	#join(guild: GuildState): MemberFetch {
		const { forceRefresh = false, presences = false } = this.options;
		this.#hasJoined = true;
		const begin = () => {
			this.#hasJoined = false;
			return beginFetch(this.engine, this.asked, guild, !forceRefresh);
		};
		const fetch = this.engine.running.join(guild, begin, forceRefresh);
		fetch.hurry();
		if (presences) fetch.askForPresences();
		return fetch;
	}

	async #await(fetch: MemberFetch): Promise<Answer> {
		const { engine, asked } = this;
		const unfollow = this.purpose.follow?.(fetch);
		const reporter = this.#reporter(fetch.id);
		const end = await this.#waitFor(fetch, reporter);
		unfollow?.();
		engine.slow.note({ guildId: asked.ref.id, ms: engine.clock.now() - fetch.startedAt, spent: fetch.context.spent });
		engine.running.leave(fetch, end.kind === 'aborted' ? this.#abortion() : undefined);
		return this.#finish(reporter, await this.#answerTo(fetch, end));
	}

	/** Waits within this caller's own limits, and reports what the fetch does meanwhile. */
	async #waitFor(fetch: MemberFetch, reporter: ProgressReporter | undefined): Promise<WaitEnd> {
		const { clock, config } = this.engine;
		const timeout = this.#timeLeft;
		const report = (message: string) =>
			reporter?.report({
				stage: 'fetching',
				message,
				currentCount: fetch.rows.size,
				totalCount: this.asked.ref.memberCount,
				gateWaitMs: Math.max(0, (fetch.waitingUntil ?? 0) - clock.now()),
			});
		const beImpatient = timeout === undefined ? undefined : fetch.bePatient(clock.now() + timeout);
		const limits = { timeout, idleMs: config.timeouts.fullFetch, signal: this.options.signal };
		const hear: FetchListener = {
			onRows: () => report(`${describeCount(fetch.rows.size, this.asked.ref)}.`),
			onWait: (until) => until !== undefined && report('Waiting until the next request is allowed.'),
		};
		const end = await waitForFetch(fetch, limits, clock, reporter ? hear : {});
		beImpatient?.();
		return end;
	}

	/** Ms until the caller's deadline: the call may have waited for roles before. */
	get #timeLeft(): number | undefined {
		const { timeout } = this.options;
		if (timeout === undefined) return undefined;
		const passedMs = this.engine.clock.now() - this.#startedAt;
		return Math.max(1, Math.ceil(timeout - passedMs));
	}

	async #answerTo(fetch: MemberFetch, end: WaitEnd): Promise<Answer> {
		if (end.kind === 'aborted') return this.#answers.failed(this.#abortion(), fetch);
		if (end.kind === 'done') return this.#answers.fromFetch(fetch, end.outcome);
		const waited = { ...end, waitedMs: this.engine.clock.now() - this.#startedAt };
		return this.#answers.lesser(fetch, deadlineError(fetch, waited, fetch.rows.size));
	}

	/** An answer that nothing is waited for. */
	#finishAtOnce(answer: Answer): Promise<Answer> {
		return this.#finish(this.#reporter(this.engine.fetching.createNonce()), answer);
	}

	async #finish(reporter: ProgressReporter | undefined, given: Answer): Promise<Answer> {
		const { totalCount: currentCount, expectedCount: totalCount } = given.metadata;
		const counts = { currentCount, totalCount };
		let answer = given;
		try {
			answer = await this.#derive(given, (message) => reporter?.report({ stage: 'filtering', message, ...counts }));
		} catch (thrown) {
			reporter?.finish('failed', 'The work on the members failed.', counts);
			throw thrown;
		}
		const { metadata, error } = answer;
		if (metadata.source === 'full_fetch')
			reporter?.report({ stage: 'caching', message: 'Keeping the list.', ...counts });
		if (metadata.complete) reporter?.finish('completed', 'Complete.', counts);
		else reporter?.finish('failed', error?.message ?? 'Not complete.', counts);
		return answer;
	}

	/** The answer as the call wants it. The caller may abort while the service works on it, or in a callback. */
	async #derive(given: Answer, report: Report): Promise<Answer> {
		const { purpose, options } = this;
		const isLeft = () => options.signal?.aborted === true && given.error?.code !== 'ABORTED';
		if (!isLeft()) {
			const answer = (await purpose.derive?.(given, report)) ?? given;
			if (!isLeft()) return answer;
		}
		const left = this.#answers.failed(this.#abortion());
		return (await purpose.derive?.(left, report)) ?? left;
	}

	/** `undefined`: nobody is told, as in most calls. */
	#reporter(operationId: string): ProgressReporter | undefined {
		const { clock, config } = this.engine;
		const callback = config.monitoring.enableProgressTracking ? this.options.progressCallback : undefined;
		if (!callback) return undefined;
		const reporter = new ProgressReporter({ operationId, clock, callback });
		reporter.report({ stage: 'initializing', message: 'Looking at what is known.' });
		return reporter;
	}

	#abortion(): MemberFetchError {
		return aborted('fetch of', this.asked.ref.id, this.options.signal);
	}
}
