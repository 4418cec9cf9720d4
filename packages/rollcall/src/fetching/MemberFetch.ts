import { MemberFetchError } from '../errors/MemberFetchError.js';
import { destroyedBot, endedShard, goneGuild } from '../errors/refusals.js';
import type { ColumnsView } from '../roster/ColumnsView.js';
import { EMPTY_VIEW } from '../roster/MemberTable.js';
import { learnedRows } from '../roster/ReadRows.js';
import type { Roster } from '../roster/Roster.js';
import type { BotState } from '../sync/BotState.js';
import type { GuildState, MembersChunk } from '../sync/GuildState.js';
import { REPLICA_LAG_MS } from '../sync/replicaLag.js';
import type { ExpectedMembers } from './ExpectedMembers.js';
import { FetchContext } from './FetchContext.js';
import type { FetchDependencies } from './FetchDependencies.js';
import type { FetchListener, FetchOutcome } from './FetchOutcome.js';
import { FetchParts } from './FetchParts.js';
import { FetchSteps } from './FetchSteps.js';
import { PartialRows } from './PartialRows.js';
import { explainFailure, fatalError } from './restFailures.js';
import { PlanChanged, whileRight } from './waits.js';

/** Nobody is told it, so one is enough for all: each costs a stack trace. */
const ENDED = new MemberFetchError('ABORTED', 'The fetch has ended.');

/** One shared operation: it learns every member of one guild, and proves that they are all. Callers join it. */
export class MemberFetch {
	/** Settles once; never rejects. */
	readonly done: Promise<FetchOutcome>;
	/** Monotonic ms. */
	readonly startedAt: number;
	readonly context: FetchContext;
	readonly rows: PartialRows;
	readonly #steps: FetchSteps;
	readonly #stop = new AbortController();
	/** The outcome is known. */
	#isOver = false;
	#mayVouch: boolean;

	/**
	 * @param mayVouch - a roster in memory will do, if it can be vouched for
	 * @param keep - holds a roster that was proven. It may call listeners
	 */
	constructor(
		readonly id: string,
		bot: BotState,
		readonly guild: GuildState,
		deps: FetchDependencies,
		readonly expected: ExpectedMembers,
		mayVouch: boolean,
		keep: (roster: Roster) => void,
	) {
		this.#mayVouch = mayVouch;
		this.context = new FetchContext(bot, guild, deps, this.#stop.signal);
		this.startedAt = deps.clock.now();
		const options = { expected: expected.memberCount ?? 0, fields: deps.config().fields };
		const isKept = () => !this.#isOver;
		const listenForForgotten = (onForget: (userId: string) => void) => guild.listen({ onForget });
		this.rows = new PartialRows(guild.log, this.startedAt, listenForForgotten, options, (table) =>
			guild.showUnproven(learnedRows(table, this.startedAt, isKept)),
		);
		this.#steps = new FetchSteps(new FetchParts(this.context, this.rows, expected, keep), mayVouch);
		this.done = this.#run();
	}

	/** Another source than the first choice was needed. */
	get fallbackUsed(): boolean {
		return this.#steps.fallbackUsed;
	}

	/** The last thing that went wrong, while the fetch goes on. */
	get trouble(): MemberFetchError | undefined {
		return this.#steps.trouble;
	}

	/** Whether it asks Discord, whatever is in memory. */
	get isForced(): boolean {
		return !this.#mayVouch;
	}

	/**
	 * From now on its requests ask for presences. One that is on its way does not: a second one would be refused for half a
	 * minute, so its list comes without.
	 */
	askForPresences(): void {
		this.context.asksForPresences = true;
	}

	/** A caller waits for it: it goes before what runs in the background. */
	hurry(): void {
		this.context.deps.background?.hurry();
	}

	/** Makes it ask Discord, whatever is in memory; `false` if it has ended. */
	insist(): boolean {
		if (this.#isOver && !this.isForced) return false;
		this.#mayVouch = false;
		this.#steps.insist();
		return true;
	}

	/** Monotonic ms. None of its data is older, though data may lag behind its request. */
	get dataAsOf(): number {
		return this.startedAt - REPLICA_LAG_MS;
	}

	/** The members learned so far, without any claim that they are all. */
	async partial(): Promise<ColumnsView> {
		return (await this.rows.gather())?.view() ?? EMPTY_VIEW;
	}

	/** Stops the work; `done` settles with `error`. */
	stop(error: MemberFetchError): void {
		this.#stop.abort(error);
	}

	listen(listener: FetchListener): () => void {
		return this.context.waiters.listen(listener);
	}

	/** It does not give up by itself before `until` (monotonic ms). The returned function takes that back. */
	bePatient(until: number): () => void {
		return this.context.waiters.bePatient(until);
	}

	/** Monotonic end of the wait that runs, if one does. */
	get waitingUntil(): number | undefined {
		return this.context.waiters.waitingUntil;
	}

	get #isPatient(): boolean {
		return !this.#steps.isHopeless && this.context.clock.now() < this.context.waiters.patientUntil;
	}

	async #run(): Promise<FetchOutcome> {
		const { guild } = this;
		const release = guild.log.hold();
		const unlisten = guild.listen({
			onEvent: (event) => this.rows.apply(event),
			onChunk: (chunk) => this.#onForeignChunk(chunk),
			onConnection: () => this.#stopIfEnded(),
			onGone: (reason) => this.stop(goneGuild(guild.id, reason)),
			onForget: (userId) => this.rows.forget(userId),
		});
		const unfollow = this.context.bot.ends.follow(() => this.stop(destroyedBot(guild.id)));
		try {
			await this.#start();
			return await this.#untilProven();
		} catch (error) {
			return { complete: false, error: await this.#explain(error) };
		} finally {
			this.#isOver = true;
			this.#steps.close();
			unfollow();
			unlisten();
			release();
			this.context.waiters.tellWait(undefined);
			this.#stop.abort(ENDED);
		}
	}

	async #start(): Promise<void> {
		const { deps, waiters, spent } = this.context;
		const { waitMs } = deps.operations;
		if (waitMs > 0) waiters.tellWait(deps.clock.now() + waitMs);
		await spent.during('starts', () => this.#awaitStart());
		waiters.tellWait(undefined);
		this.#stopIfEnded();
	}

	/** If the list in memory is true again, no start is needed. */
	async #awaitStart(): Promise<void> {
		const { context, guild } = this;
		const { operations } = context.deps;
		if (operations.startsAtOnce) return operations.start(context.signal);
		const isNeeded = () => this.isForced || guild.trueRoster === undefined;
		const step = whileRight(context, isNeeded);
		try {
			await operations.start(step.signal);
		} catch (error) {
			if (!(error instanceof PlanChanged)) throw error;
		} finally {
			step.end();
		}
	}

	async #untilProven(): Promise<FetchOutcome> {
		let outcome = await this.#untilSpent();
		while (!outcome && this.#isPatient) {
			this.context.waiters.tellSpent();
			await this.#steps.renew();
			if (this.#isPatient) outcome = await this.#untilSpent();
		}
		const why = `The members of guild ${this.guild.id} could not be completed.`;
		return (
			outcome ?? {
				complete: false,
				error: this.trouble ?? new MemberFetchError('INCOMPLETE', why, { guildId: this.guild.id }),
			}
		);
	}

	/** `undefined`: all tries were used up. */
	async #untilSpent(): Promise<FetchOutcome | undefined> {
		while (!this.#steps.isSpent) {
			this.#stop.signal.throwIfAborted();
			const outcome = await this.#steps.next();
			if (!outcome) continue;
			if (outcome.complete && outcome.roster.unconfirmed.size > 0) this.#steps.doubt();
			else if (this.#steps.isWanted(outcome)) {
				this.#isOver = true; // a caller who insists from now on needs another fetch
				return outcome;
			}
		}
		await this.#steps.lastTry();
		return undefined;
	}

	/** Data that somebody else asked for. It helps a partial answer, and proves nothing. */
	#onForeignChunk(chunk: MembersChunk): void {
		if (this.#steps.isOurs(chunk.nonce)) return;
		this.rows.fill(chunk.members);
		this.context.waiters.tellRows(chunk.members);
	}

	#stopIfEnded(): void {
		const { shard, id } = this.guild;
		const error = shard.endCode === undefined ? undefined : endedShard(id, shard.id, shard.endCode);
		if (error) this.stop(error);
	}

	async #explain(error: unknown): Promise<MemberFetchError> {
		if (error instanceof MemberFetchError) return error;
		return (await fatalError(this.context, error).catch(() => undefined)) ?? explainFailure(this.context, error);
	}
}
