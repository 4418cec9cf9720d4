import type { MemberFetchError } from '../../errors/MemberFetchError.js';
import type { WarmUpOptions, WarmUpProgress, WarmUpResult, WarmUpWait } from '../../interfaces/WarmUp.js';
import { callSafely } from '../../monitoring/callSafely.js';
import { underSignals } from '../../pacing/followSignals.js';
import { OperationGate } from '../../pacing/OperationGate.js';
import { onAbort } from '../../pacing/onAbort.js';
import { RateGate } from '../../pacing/RateGate.js';
import { BACKGROUND_SENDS } from '../../pacing/SendGate.js';
import type { BotState } from '../../sync/BotState.js';
import { abortedWarmUp } from '../aborted.js';
import type { AskedGuild } from '../CalledGuild.js';
import { closedMeanwhile, type Engine } from '../Engine.js';
import { inOrder } from './inOrder.js';
import { ShardWarmUp } from './ShardWarmUp.js';
import { type Task, type TaskEnd, taskOf } from './Task.js';

/** Half of what Discord lets a bot ask over REST in a second. */
const REST_SHARE = 25;
const SECOND_MS = 1_000;
/** Discord's own limits pace it. */
const UNLIMITED = {
	maxConcurrentRequests: Number.POSITIVE_INFINITY,
	requestsPerMinute: Number.POSITIVE_INFINITY,
	burstLimit: Number.POSITIVE_INFINITY,
};

/** Proves the list of every guild of a bot in the background. All who call for it meanwhile share one run. */
export class WarmUpRun {
	/** Settles when it has ended. */
	readonly done: Promise<void>;
	readonly #callers = new Set<WarmUpOptions>();
	readonly #stop = new AbortController();
	/** By the ids of their guilds. */
	readonly #tasks = new Map<string, Task>();
	readonly #ends = new Map<string, TaskEnd>();
	readonly #counts = { proven: 0, unproven: 0, withoutRoom: 0 };
	#shards: readonly ShardWarmUp[] = [];

	/**
	 * @param guilds - gives the guilds of the bot at this moment
	 * @param options - of the caller who begins it
	 */
	constructor(
		private readonly engine: Engine,
		private readonly bot: BotState,
		private readonly guilds: () => Iterable<AskedGuild>,
		private readonly options: WarmUpOptions,
	) {
		engine.makeRoom();
		this.done = underSignals([this.#stop.signal, engine.closing], (signal) => this.#run(signal));
		this.done.catch(() => {}); // callers are told
	}

	/** The last caller has left it. */
	get isStopped(): boolean {
		return this.#stop.signal.aborted;
	}

	/** Waits for its end, or until the caller does not want to wait any longer. The last one who leaves ends it. */
	async join(options: WarmUpOptions): Promise<WarmUpResult> {
		const { signal } = options;
		this.#callers.add(options);
		let unlisten = () => {};
		const left = new Promise<void>((resolve) => {
			if (signal?.aborted) resolve();
			else if (signal) unlisten = onAbort(signal, resolve);
		});
		try {
			await Promise.race([this.done, left]);
		} catch (error) {
			if (!this.engine.closing.aborted) throw error;
		} finally {
			unlisten();
			this.#callers.delete(options);
			if (this.#callers.size === 0) this.#stop.abort();
		}
		return this.#result(this.engine.closing.aborted ? closedMeanwhile() : abortedWarmUp(signal));
	}

	async #run(signal: AbortSignal): Promise<void> {
		// Meanwhile the bot may join further guilds.
		for (let tasks = this.#collect(); tasks.length > 0; tasks = this.#collect()) {
			this.#shards = this.#shardsOf(tasks, signal);
			try {
				await Promise.all(this.#shards.map((shard) => shard.run()));
			} catch (error) {
				this.#stop.abort(); // the other shards
				throw error;
			}
		}
	}

	/** The guilds that it has not come upon yet, in the order in which they are to be proven. */
	#collect(): Task[] {
		const tasks: Task[] = [];
		for (const asked of this.guilds()) {
			if (this.#tasks.has(asked.ref.id)) continue;
			const task = taskOf(asked);
			this.#tasks.set(asked.ref.id, task);
			tasks.push(task);
		}
		return inOrder(tasks, this.engine.wanted, this.options.order);
	}

	#shardsOf(tasks: readonly Task[], signal: AbortSignal): ShardWarmUp[] {
		const { engine, bot } = this;
		const { clock } = engine;
		const { restRequestsPerSecond = REST_SHARE, sendsPerMinute = BACKGROUND_SENDS, order } = this.options;
		const terms = {
			engine,
			bot,
			signal,
			sendsPerMinute,
			askedFirst: order === undefined,
			rest: new RateGate(clock, () => [{ count: restRequestsPerSecond, windowMs: SECOND_MS }]),
			operations: new OperationGate(clock, () => UNLIMITED),
			onEnd: (task: Task, end: TaskEnd) => this.#onEnd(task, end),
			onWait: () => this.#tell(),
		};
		const shardIds = new Set(tasks.map(({ asked }) => asked.ref.shardId));
		return [...shardIds].map((shardId) => {
			const own = tasks.filter(({ asked }) => asked.ref.shardId === shardId);
			return new ShardWarmUp(shardId, own, terms);
		});
	}

	#onEnd({ asked }: Task, end: TaskEnd): void {
		this.#ends.set(asked.ref.id, end);
		this.#counts[typeof end === 'string' ? end : 'unproven']++;
		this.#tell();
	}

	#tell(): void {
		const progress = this.#progress;
		for (const { progressCallback } of this.#callers) callSafely(progressCallback, progress);
	}

	get #progress(): WarmUpProgress {
		const total = this.#tasks.size;
		return { total, ...this.#counts, left: total - this.#ends.size, waitsFor: this.#waitsFor };
	}

	get #waitsFor(): WarmUpWait | undefined {
		const counts = new Map<WarmUpWait, number>();
		for (const { waitsFor } of this.#shards) if (waitsFor) counts.set(waitsFor, (counts.get(waitsFor) ?? 0) + 1);
		return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
	}

	/** @param notProven - the error of guilds that were not proven yet when the caller left: each costs a stack trace */
	#result(notProven: MemberFetchError): WarmUpResult {
		const unproven = new Map<string, MemberFetchError>();
		const withoutRoom: string[] = [];
		for (const id of this.#tasks.keys()) {
			const end = this.#ends.get(id) ?? notProven;
			if (end === 'withoutRoom') withoutRoom.push(id);
			else if (end !== 'proven') unproven.set(id, end);
		}
		return { proven: this.#counts.proven, unproven, withoutRoom };
	}
}
