import { MemberFetchError } from '../errors/MemberFetchError.js';
import type { MemberFetch } from '../fetching/MemberFetch.js';
import type { ActiveOperation } from '../interfaces/FetchStatistics.js';
import type { IClock } from '../interfaces/IClock.js';
import { ProgressReporter } from '../monitoring/Progress.js';
import type { GuildState } from '../sync/GuildState.js';

interface Running {
	readonly fetch: MemberFetch;
	readonly reporter: ProgressReporter;
	callerCount: number;
	/** The deadline of a caller has passed: the work goes on without them. */
	detached: boolean;
}

/** The fetches that run, one for each guild, and their callers. */
export class RunningFetches {
	readonly #byGuild = new Map<GuildState, Running>();
	/** Fetches that nobody may join any more. */
	readonly #released = new Set<Running>();

	constructor(private readonly clock: IClock) {}

	has(guild: GuildState): boolean {
		return this.#byGuild.has(guild);
	}

	/** Joins the guild's fetch, or begins one. If a caller insists, it is one that asks Discord. */
	join(guild: GuildState, begin: () => MemberFetch, insists = false): MemberFetch {
		const present = this.#byGuild.get(guild);
		const canJoin = present !== undefined && (!insists || present.fetch.insist());
		const running = canJoin ? present : this.#add(guild, begin());
		running.callerCount++;
		return running.fetch;
	}

	/**
	 * A caller has stopped waiting. With `abortError` they need no answer either, and the last such caller stops the
	 * work.
	 */
	leave(fetch: MemberFetch, abortError: MemberFetchError | undefined): void {
		const running = this.#all().find((other) => other.fetch === fetch);
		if (!running) return;
		running.callerCount--;
		if (!abortError) running.detached = true;
		else if (running.callerCount === 0 && !running.detached) this.#stop(running, abortError);
	}

	list(): ActiveOperation[] {
		return this.#all().map(({ fetch, reporter, callerCount }) => ({
			...reporter.latest,
			guildId: fetch.guild.id,
			callerCount,
		}));
	}

	cancel(operationId: string): boolean {
		for (const running of this.#all()) {
			if (running.fetch.id !== operationId) continue;
			const why = `Operation ${operationId} on guild ${running.fetch.guild.id} was cancelled.`;
			this.#stop(running, new MemberFetchError('ABORTED', why, { guildId: running.fetch.guild.id }));
			return true;
		}
		return false;
	}

	stopAll(error: MemberFetchError): void {
		for (const running of this.#all()) this.#stop(running, error);
	}

	/** Leaves the fetches to their callers, and lets nobody else join them. */
	release(): void {
		for (const running of this.#byGuild.values()) this.#released.add(running);
		this.#byGuild.clear();
	}

	/** Whether a fetch waits for a gate or a rate limit. */
	get isWaiting(): boolean {
		return this.#all().some(({ fetch }) => fetch.waitingUntil !== undefined);
	}

	#all(): Running[] {
		return [...this.#byGuild.values(), ...this.#released];
	}

	#add(guild: GuildState, fetch: MemberFetch): Running {
		const reporter = new ProgressReporter({ operationId: fetch.id, clock: this.clock });
		const running = { fetch, reporter, callerCount: 0, detached: false };
		this.#byGuild.set(guild, running);
		fetch.listen({
			onRows: () =>
				reporter.report({
					stage: 'fetching',
					message: 'Members arrive.',
					currentCount: fetch.rows.size,
					totalCount: fetch.expected.memberCount,
				}),
		});
		void fetch.done.then(() => this.#remove(running));
		return running;
	}

	#stop(running: Running, error: MemberFetchError): void {
		running.fetch.stop(error);
		this.#remove(running); // at once: a call made now begins a new fetch instead of joining the one that stops
	}

	#remove(running: Running): void {
		const { guild } = running.fetch;
		this.#released.delete(running);
		if (this.#byGuild.get(guild) === running) this.#byGuild.delete(guild);
	}
}
