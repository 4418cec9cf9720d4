import { MemberFetchError } from '../errors/MemberFetchError.js';
import type { ColumnsView } from '../roster/ColumnsView.js';
import type { GuildSync, MembersChunk } from '../sync/GuildSync.js';
import type { MemberSync } from '../sync/MemberSync.js';
import { idsOf } from './ChunkCollector.js';
import type { ExpectedMembers } from './ExpectedMembers.js';
import { FetchContext, type FetchDependencies } from './FetchContext.js';
import type { FetchListener, FetchOutcome } from './FetchOutcome.js';
import { FetchSteps } from './FetchSteps.js';
import { PartialRows } from './PartialRows.js';
import { destroyedBot, endedShard, explainFailure, fatalError, goneGuild } from './refusals.js';

/** One shared operation: learn every member of one guild, and prove it. Callers join it. */
export class MemberFetch {
	/** Settles once; never rejects. */
	readonly done: Promise<FetchOutcome>;
	/** Monotonic ms. */
	readonly startedAt: number;
	readonly context: FetchContext;
	/** Monotonic ms of the last member data; 0 before any. */
	lastDataAt = 0;
	/** Monotonic end of the wait that runs, if one does. */
	waitingUntil: number | undefined;
	readonly rows: PartialRows;
	readonly #steps: FetchSteps;
	readonly #stop = new AbortController();
	readonly #listeners = new Set<FetchListener>();

	/**
	 * @param mayVouch - a roster in memory will do, where it can be vouched for
	 */
	constructor(
		readonly id: string,
		sync: MemberSync,
		readonly guild: GuildSync,
		deps: FetchDependencies,
		readonly expected: ExpectedMembers,
		mayVouch: boolean,
	) {
		this.context = new FetchContext(sync, guild, deps, this.#stop.signal);
		this.context.onWait = (until) => this.#onWait(until);
		this.startedAt = deps.clock.now();
		this.rows = new PartialRows(guild.log, this.startedAt, {
			expected: expected.memberCount ?? 0,
			fields: deps.config().fields,
		});
		this.#steps = new FetchSteps(this.context, this.rows, expected, mayVouch, (ids) => this.#onRows(ids));
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

	/** What has been learned so far; no claim of completeness. */
	partial(): ColumnsView {
		return this.rows.view();
	}

	/** Stops the work; `done` settles with `error`. */
	stop(error: MemberFetchError): void {
		this.#stop.abort(error);
	}

	listen(listener: FetchListener): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
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
		const unfollow = this.context.sync.ends.follow(() => this.stop(destroyedBot(guild.id)));
		try {
			await this.#start();
			return await this.#untilProven();
		} catch (error) {
			return { complete: false, error: await this.#explain(error) };
		} finally {
			this.#steps.close();
			unfollow();
			unlisten();
			release();
			this.#onWait(undefined);
			this.#stop.abort(new MemberFetchError('ABORTED', 'The fetch has ended.'));
		}
	}

	async #start(): Promise<void> {
		const { operations, clock } = this.context.deps;
		if (operations.status.waitMs > 0) this.#onWait(clock.now() + operations.status.waitMs);
		await operations.start(this.#stop.signal);
		this.#onWait(undefined);
		this.#stopIfEnded();
	}

	async #untilProven(): Promise<FetchOutcome> {
		while (this.#steps.failures <= this.context.config.retry.maxRetries) {
			this.#stop.signal.throwIfAborted();
			const outcome = await this.#steps.next();
			if (outcome) return outcome;
		}
		await this.#steps.lastTry();
		const why = `The members of guild ${this.guild.id} could not be completed.`;
		return {
			complete: false,
			error: this.trouble ?? new MemberFetchError('INCOMPLETE', why, { guildId: this.guild.id }),
		};
	}

	/** Data that somebody else asked for: good for a partial answer, no proof of anything. */
	#onForeignChunk(chunk: MembersChunk): void {
		if (this.#steps.isOurs(chunk.nonce)) return;
		this.rows.fill(chunk.members);
		this.#onRows(idsOf(chunk));
	}

	#onRows(ids: readonly string[]): void {
		this.lastDataAt = this.context.clock.now();
		for (const listener of [...this.#listeners]) listener.onRows?.(ids);
	}

	#onWait(until: number | undefined): void {
		if (until === undefined && this.waitingUntil === undefined) return;
		this.waitingUntil = until;
		for (const listener of [...this.#listeners]) listener.onWait?.(until);
	}

	#stopIfEnded(): void {
		const { shardId, id } = this.guild;
		const code = this.context.sync.shard(shardId).endCode;
		const error = code === undefined ? undefined : endedShard(id, shardId, code);
		if (error) this.stop(error);
	}

	async #explain(error: unknown): Promise<MemberFetchError> {
		if (error instanceof MemberFetchError) return error;
		return (await fatalError(this.context, error).catch(() => undefined)) ?? explainFailure(this.context, error);
	}
}
