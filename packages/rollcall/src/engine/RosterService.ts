import type { MemberFields } from '../config/memberFields.js';
import { mergeConfig } from '../config/merge.js';
import type { ConfigPatch, MemberFetchConfig } from '../config/schema.js';
import { because, type Reason } from '../errors/because.js';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import { destroyedBot, endedShard, missingIntent, notLoggedIn } from '../errors/refusals.js';
import { describeCount, type ExpectedMembers } from '../fetching/ExpectedMembers.js';
import { FetchContext } from '../fetching/FetchContext.js';
import type { FetchDependencies } from '../fetching/FetchDependencies.js';
import { MemberFetch } from '../fetching/MemberFetch.js';
import type { FetchOptions } from '../interfaces/FetchOptions.js';
import type { IClock } from '../interfaces/IClock.js';
import { ProgressReporter } from '../monitoring/Progress.js';
import { SlowWarnings } from '../monitoring/SlowWarnings.js';
import { Statistics } from '../monitoring/Statistics.js';
import { Backoff } from '../pacing/Backoff.js';
import { OperationGate } from '../pacing/OperationGate.js';
import type { Roster } from '../roster/Roster.js';
import { RosterBook } from '../roster/RosterBook.js';
import { Announcements } from '../sync/Announcements.js';
import type { GuildSync } from '../sync/GuildSync.js';
import type { MemberSync } from '../sync/MemberSync.js';
import type { Answer } from './Answer.js';
import { Answers, type Call } from './Answers.js';
import { aborted } from './aborted.js';
import { deadlineError, type WaitEnd, waitForFetch } from './CallerWait.js';
import { checkOptions } from './checkOptions.js';
import { RunningFetches } from './RunningFetches.js';

const CLOSED_MEANWHILE = 'The service was closed while the fetch ran.';

/** A guild as a caller names it. */
export interface GuildRef extends ExpectedMembers {
	readonly id: string;
	readonly shardId: number;
}

/** Time, chance and identity, handed in so that tests own them. */
export interface RosterServiceDependencies {
	readonly clock: IClock;
	/** 0..1, as Math.random. */
	readonly random: () => number;
	/** A fresh text of at most 32 bytes. */
	readonly createNonce: () => string;
}

/** Why members are not asked for; `undefined` if they are. */
export type Refusal = MemberFetchError | undefined;

/** What a call hears while it waits. */
export interface CallHooks {
	/** The shared fetch that serves the call. */
	onFetch?(fetch: MemberFetch): void;
	/** Members arrived; an id may come again. */
	onRows?(ids: readonly string[]): void;
	/** Looks, before Discord is asked for members, whether that is of any use: the error with which the call is refused. */
	before?(): Refusal | Promise<Refusal>;
	/**
	 * Works on the answer before the operation counts as over. The answer that it gives replaces this one; an error that it
	 * throws is thrown to the caller.
	 */
	onAnswer?(answer: Answer, report: FilterReport): Promise<Answer | undefined>;
}

/** Tells progress of the work on an answer. */
export type FilterReport = (message: string) => void;

/** Answers for guilds, whatever the client library: memory first, one shared fetch otherwise. */
export class RosterService {
	readonly clock: IClock;
	readonly statistics: Statistics;
	readonly book: RosterBook;
	readonly running: RunningFetches;
	readonly operations: OperationGate;
	readonly answers: Answers;
	/** Calls the listeners of the service. */
	readonly announcements = new Announcements();
	readonly slow: SlowWarnings;
	readonly #deps: FetchDependencies;
	#config: MemberFetchConfig;
	readonly #close = new AbortController();

	constructor(config: MemberFetchConfig, { clock, random, createNonce }: RosterServiceDependencies) {
		const current = () => this.#config;
		this.#config = config;
		this.clock = clock;
		this.statistics = new Statistics(clock);
		this.running = new RunningFetches(clock);
		this.book = new RosterBook(
			clock,
			() => current().cache,
			(change) => this.announcements.settle(change),
		);
		this.operations = new OperationGate(clock, () => current().rateLimit);
		this.slow = new SlowWarnings(clock, current, this.operations);
		this.answers = new Answers(clock, this.book, current);
		this.#deps = {
			clock,
			createNonce,
			operations: this.operations,
			config: current,
			backoff: () => new Backoff(current().retry, random),
			count: (kind, refused) => (refused ? this.statistics.countRefusal(kind) : this.statistics.countRequest(kind)),
		};
	}

	get config(): MemberFetchConfig {
		return this.#config;
	}

	/** Fires when the service is closed. */
	get closing(): AbortSignal {
		return this.#close.signal;
	}

	updateConfig(patch: ConfigPatch): void {
		const { fields } = this.#config;
		this.#config = mergeConfig(this.#config, patch);
		if (!isSame(fields, this.#config.fields)) {
			// What is held or on its way may lack what is wanted now.
			this.clear(undefined, because('fieldsChanged'));
			this.running.release();
		}
		this.operations.changed();
		this.announcements.settle(() => this.book.changed());
	}

	/** A way to Discord for one small operation, counted and bounded like a fetch. */
	context(sync: MemberSync, guild: GuildSync, signal: AbortSignal, asked?: string): FetchContext {
		return new FetchContext(sync, guild, this.#deps, signal, asked);
	}

	/** All members of a guild; see `IMemberFetchService.fetchGuildMembers`. */
	async fetch(sync: MemberSync, ref: GuildRef, options: FetchOptions = {}, hooks: CallHooks = {}): Promise<Answer> {
		this.throwIfClosed();
		checkOptions(options);
		const { id: guildId, shardId } = ref;
		const call: Call = { sync, guildId, shardId, expected: ref, startedAt: this.clock.now() };
		const { answer, joined } = await this.#answer(call, options, hooks);
		this.#record(answer, joined);
		if (options.require === 'complete' && answer.error) throw answer.error;
		return answer;
	}

	throwIfClosed(): void {
		if (this.closing.aborted)
			throw new MemberFetchError('CLOSED', 'The service was closed. Make a new MemberFetchService.');
	}

	/** Why asking is pointless; `undefined` where it is not. Only lists need the members intent. */
	preflight(sync: MemberSync, guildId: string, shardId: number, isList: boolean): MemberFetchError | undefined {
		if (sync.transport.destroyed) return destroyedBot(guildId);
		if (!sync.transport.loggedIn) return notLoggedIn(guildId);
		if (!isList) return undefined;
		if (!sync.transport.membersIntent) return missingIntent(guildId);
		const { endCode } = sync.shards.of(shardId);
		const ended = endCode === undefined ? undefined : endedShard(guildId, shardId, endCode);
		return ended ?? sync.transport.obstacle?.(guildId, shardId);
	}

	/** Drops the list of one guild, or all lists. */
	clear(guildId?: string, reason?: Reason): void {
		this.announcements.settle(() => this.book.clear(guildId, reason));
	}

	close(): void {
		this.#close.abort();
		this.running.stopAll(new MemberFetchError('CLOSED', CLOSED_MEANWHILE));
		this.announcements.settle(() => this.book.close());
	}

	async #answer(call: Call, given: FetchOptions, hooks: CallHooks): Promise<{ answer: Answer; joined: boolean }> {
		let options = given;
		let refusal = options.signal?.aborted
			? aborted('fetch of', call.guildId, options.signal)
			: (this.preflight(call.sync, call.guildId, call.shardId, true) ?? hooks.before?.());
		if (refusal instanceof Promise) {
			refusal = (await refusal) ?? this.#endedMeanwhile(call, options);
			options = { ...options, ...timeLeft(options, this.clock.now() - call.startedAt) };
		}
		if (refusal)
			return { answer: await this.#atOnce(call, this.answers.failed(call, refusal), options, hooks), joined: false };
		const guild = call.sync.guild(call.guildId, call.shardId);
		const roster = options.forceRefresh ? undefined : this.answers.trueRoster(guild);
		if (roster)
			return { answer: await this.#atOnce(call, this.answers.fromMemory(call, roster), options, hooks), joined: false };
		const { forceRefresh = false } = options;
		let joined = true;
		const begin = () => {
			joined = false;
			return this.#begin(call, guild, !forceRefresh);
		};
		const fetch = this.running.join(guild, begin, forceRefresh);
		hooks.onFetch?.(fetch);
		return { answer: await this.#awaitFetch(call, fetch, options, hooks), joined };
	}

	#endedMeanwhile({ sync, guildId, shardId }: Call, { signal }: FetchOptions): Refusal {
		if (this.closing.aborted) return new MemberFetchError('CLOSED', CLOSED_MEANWHILE, { guildId });
		return signal?.aborted ? aborted('fetch of', guildId, signal) : this.preflight(sync, guildId, shardId, true);
	}

	/** An answer for which there is nothing to wait. */
	async #atOnce(call: Call, answer: Answer, options: FetchOptions, hooks: CallHooks): Promise<Answer> {
		return this.#finish(call, this.#reporter(this.#deps.createNonce(), options), answer, options, hooks);
	}

	#begin({ sync, expected }: Call, guild: GuildSync, mayVouch: boolean): MemberFetch {
		const { fields } = this.#config;
		const keep = (roster: Roster) => {
			const isWanted = !this.closing.aborted && !sync.isClosed && isSame(fields, this.#config.fields);
			if (isWanted) this.announcements.settle(() => this.#keep(guild, roster, fetch.isForced));
		};
		const fetch = new MemberFetch(this.#deps.createNonce(), sync, guild, this.#deps, expected, mayVouch, keep);
		void fetch.done.then((outcome) => {
			if (!outcome.complete) sync.dismiss(guild);
			else if (outcome.vouched) this.book.touch(guild);
		});
		return fetch;
	}

	/** Holds a roster as long as there is room for it. */
	#keep(guild: GuildSync, roster: Roster, wasForced: boolean): void {
		guild.keep(roster);
		this.book.keep(guild, wasForced);
	}

	async #awaitFetch(call: Call, fetch: MemberFetch, options: FetchOptions, hooks: CallHooks): Promise<Answer> {
		const reporter = this.#reporter(fetch.id, options);
		const report = (message: string) =>
			reporter.report({
				stage: 'fetching',
				message,
				currentCount: fetch.rows.size,
				totalCount: call.expected.memberCount,
				gateWaitMs: Math.max(0, (fetch.waitingUntil ?? 0) - this.clock.now()),
			});
		const { timeout } = options;
		const beImpatient = timeout === undefined ? () => {} : fetch.bePatient(this.clock.now() + timeout);
		const limits = { timeout, idleMs: this.#config.timeouts.fullFetch, signal: options.signal };
		const end = await waitForFetch(fetch, limits, this.clock, {
			onRows: (ids) => {
				report(`${describeCount(fetch.rows.size, call.expected)}.`);
				hooks.onRows?.(ids);
			},
			onWait: (until) => until !== undefined && report('Waiting until the next request is allowed.'),
		});
		beImpatient();
		this.slow.note({
			guildId: call.guildId,
			ms: this.clock.now() - fetch.startedAt,
			spent: fetch.context.spent,
		});
		this.running.leave(fetch, end.kind === 'aborted' ? aborted('fetch of', call.guildId, options.signal) : undefined);
		return this.#finish(call, reporter, this.#afterWait(call, fetch, end, options), options, hooks);
	}

	#afterWait(call: Call, fetch: MemberFetch, end: WaitEnd, { signal }: FetchOptions): Answer {
		if (end.kind === 'aborted') return this.answers.failed(call, aborted('fetch of', call.guildId, signal), fetch);
		if (end.kind === 'done') return this.answers.fromOutcome(call, fetch, end.outcome);
		const waited = { ...end, waitedMs: this.clock.now() - call.startedAt };
		return this.answers.lesser(call, fetch, deadlineError(fetch, waited, fetch.rows.size));
	}

	#reporter(operationId: string, { progressCallback }: FetchOptions): ProgressReporter {
		const callback = this.#config.monitoring.enableProgressTracking ? progressCallback : undefined;
		const reporter = new ProgressReporter({ operationId, clock: this.clock, callback });
		reporter.report({ stage: 'initializing', message: 'Looking at what is known.' });
		return reporter;
	}

	async #finish(
		call: Call,
		reporter: ProgressReporter,
		given: Answer,
		options: FetchOptions,
		hooks: CallHooks,
	): Promise<Answer> {
		const { totalCount: currentCount, expectedCount: totalCount } = given.metadata;
		const counts = { currentCount, totalCount };
		const report = (message: string) => reporter.report({ stage: 'filtering', message, ...counts });
		let answer = given;
		try {
			answer = await this.#workOn(call, given, options, hooks, report);
		} catch (thrown) {
			reporter.finish('failed', 'The work on the members failed.', counts);
			throw thrown;
		}
		const { metadata, error } = answer;
		if (metadata.source === 'full_fetch')
			reporter.report({ stage: 'caching', message: 'Keeping the list.', ...counts });
		if (metadata.complete) reporter.finish('completed', 'Complete.', counts);
		else reporter.finish('failed', error?.message ?? 'Not complete.', counts);
		return answer;
	}

	/** The answer as the call wants it. The caller may abort while the service works on it, or in a callback. */
	async #workOn(
		call: Call,
		given: Answer,
		{ signal }: FetchOptions,
		{ onAnswer }: CallHooks,
		report: FilterReport,
	): Promise<Answer> {
		const isLeft = () => signal?.aborted === true && given.error?.code !== 'ABORTED';
		if (!isLeft()) {
			const answer = (await onAnswer?.(given, report)) ?? given;
			if (!isLeft()) return answer;
		}
		const left = this.answers.failed(call, aborted('fetch of', call.guildId, signal));
		return (await onAnswer?.(left, report)) ?? left;
	}

	#record(answer: Answer, joined: boolean): void {
		const { metadata, success, error } = answer;
		if (this.#config.monitoring.enableMetrics) {
			this.statistics.recordAnswer({ metadata, success, errorCode: error?.code, joined });
		}
		this.running.noteOutcome(metadata, error?.code);
	}
}

/** Lists of fields come in one order. */
function isSame(a: MemberFields, b: MemberFields): boolean {
	return a.toString() === b.toString();
}

/** What is left of the time of a call that has waited for something else. */
function timeLeft({ timeout }: FetchOptions, passedMs: number): Pick<FetchOptions, 'timeout'> {
	return timeout === undefined ? {} : { timeout: Math.max(1, timeout - passedMs) };
}
