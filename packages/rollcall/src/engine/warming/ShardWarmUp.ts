import { because } from '../../errors/because.js';
import { MemberFetchError } from '../../errors/MemberFetchError.js';
import { PAGE_SIZE } from '../../fetching/readPage.js';
import type { WarmUpWait } from '../../interfaces/WarmUp.js';
import type { OperationGate } from '../../pacing/OperationGate.js';
import { onAbort } from '../../pacing/onAbort.js';
import type { RateGate } from '../../pacing/RateGate.js';
import { waitFor } from '../../pacing/waitFor.js';
import type { BotState } from '../../sync/BotState.js';
import type { GuildState } from '../../sync/GuildState.js';
import { aborted } from '../aborted.js';
import { beginFetch } from '../beginFetch.js';
import type { Engine } from '../Engine.js';
import { refusalOfList } from '../preflight.js';
import { BackgroundTurns } from './BackgroundTurns.js';
import type { Task, TaskEnd } from './Task.js';

/** How many answers it awaits at the same time: enough to send at the full pace if an answer takes some seconds. */
const MOST_AT_ONCE = 8;
/** How often a guild is tried. */
const MOST_TRIES = 3;
/** The wait after the first failure; after later ones it is longer. */
const PAUSE_MS = 15_000;
/** Time between two looks if nothing can be asked, since nothing tells of each thing that could change. */
const LOOK_MS = 1_000;
/** If nothing could be asked for so long, and nothing runs, it does not wait for shards and guilds that are away. */
const PATIENCE_MS = 60_000;

/** What all shards of a warm-up share. */
export interface WarmUpTerms {
	readonly engine: Engine;
	readonly bot: BotState;
	readonly signal: AbortSignal;
	readonly sendsPerMinute: number;
	/** Guilds that somebody asks for meanwhile go first. */
	readonly askedFirst: boolean;
	readonly rest: RateGate;
	/** Its fetches count in no limit of the user. */
	readonly operations: OperationGate;
	readonly onEnd: (task: Task, end: TaskEnd) => void;
	readonly onWait: () => void;
}

/** Proves the lists of one shard, one after the other, as quickly as the shard may send. */
export class ShardWarmUp {
	waitsFor: WarmUpWait | undefined;
	/** By the ids of their guilds, in the order in which they are to be proven. */
	readonly #left: Map<string, Task>;
	#runningCount = 0;
	/** Monotonic ms at which something was last asked or proven. */
	#newsAt: number;
	readonly #wakers = new Set<() => void>();

	constructor(
		private readonly shardId: number,
		tasks: readonly Task[],
		private readonly terms: WarmUpTerms,
	) {
		this.#left = new Map(tasks.map((task) => [task.asked.ref.id, task]));
		this.#newsAt = terms.engine.clock.now();
	}

	/** Resolves when no guild is left; rejects when the signal fires. */
	async run(): Promise<void> {
		const { signal, bot, sendsPerMinute } = this.terms;
		while (this.#left.size > 0) {
			signal.throwIfAborted();
			if (!this.#choose()) {
				if (this.#isHopeless) this.#giveUp();
				else if (this.#left.size > 0) await this.#pause(this.#whyIdle);
			} else if (this.#runningCount >= MOST_AT_ONCE) await this.#pause('answers');
			else {
				this.#tellWait('sends');
				await bot.shards.of(this.shardId).sendGate.takeInBackground(signal, sendsPerMinute);
				const task = this.#choose(); // meanwhile it may be another one
				if (task) this.#begin(task);
			}
		}
		this.#tellWait(undefined);
	}

	/** The guild to be proven next, if one can be. Those that need it no more are left behind on the way. */
	#choose(): Task | undefined {
		const { askedFirst, engine } = this.terms;
		if (askedFirst) {
			for (const id of engine.wanted) {
				const task = this.#left.get(id);
				if (task && this.#isReady(task)) return task;
			}
		}
		for (const task of this.#left.values()) if (this.#isReady(task)) return task;
		return undefined;
	}

	#isReady(task: Task): boolean {
		const { engine, bot } = this.terms;
		const { asked } = task;
		if (task.isRunning) return false;
		const guild = bot.find(asked.ref.id);
		const end = this.#endOf(task, guild);
		if (end) {
			this.#end(task, end);
			return false;
		}
		if (task.notBefore > engine.clock.now() || this.#isAway(task, guild)) return false;
		return !guild || !(engine.running.has(guild) || isShut(guild, asked.ref.memberCount));
	}

	/** What ends it without a request. */
	#endOf({ asked }: Task, guild: GuildState | undefined): TaskEnd | undefined {
		const { engine } = this.terms;
		if (guild?.trueRoster) return 'proven';
		const refusal = refusalOfList(asked);
		if (refusal && refusal.code !== 'NOT_CONNECTED') return refusal;
		return engine.rosters.hasRoomFor(guild, asked.ref.memberCount) ? undefined : 'withoutRoom';
	}

	/** It cannot be asked, or could not vouch for what comes. */
	#isAway({ asked }: Task, guild: GuildState | undefined): boolean {
		if (guild) return !guild.isLive;
		const shard = this.terms.bot.shards.of(this.shardId);
		return shard.absence !== undefined || shard.holds(asked.ref.id) === false;
	}

	#begin(task: Task): void {
		const { engine, bot, signal, rest, operations } = this.terms;
		const { asked } = task;
		const guild = bot.guild(asked.ref.id, this.shardId);
		const fetching = { ...engine.fetching, operations, background: new BackgroundTurns(rest) };
		const fetch = engine.running.join(guild, () => beginFetch(engine, asked, guild, true, fetching));
		const unlisten = onAbort(signal, () => engine.running.leave(fetch, aborted('fetch of', guild.id, signal)));
		task.isRunning = true;
		task.tries++;
		this.#runningCount++;
		this.#newsAt = engine.clock.now();
		void fetch.done.then((outcome) => {
			unlisten();
			task.isRunning = false;
			this.#runningCount--;
			this.#newsAt = engine.clock.now();
			if (!guild.trueRoster) this.#onFailure(task, outcome.complete ? undefined : outcome.error);
			else this.#end(task, 'proven');
			for (const wake of this.#wakers) wake();
		});
	}

	/** A list that was complete when it was read may have lost its session since. */
	#onFailure(task: Task, error = this.#lost(task)): void {
		task.error = error;
		if (!error.retryable || task.tries >= MOST_TRIES) this.#end(task, error);
		else task.notBefore = this.terms.engine.clock.now() + task.tries * PAUSE_MS;
	}

	#end(task: Task, end: TaskEnd): void {
		const { id } = task.asked.ref;
		if (!this.#left.delete(id)) return;
		this.terms.engine.wanted.delete(id);
		this.#newsAt = this.terms.engine.clock.now();
		this.terms.onEnd(task, end);
	}

	/** Nothing runs, and nothing could be asked for long. */
	get #isHopeless(): boolean {
		return this.#runningCount === 0 && this.terms.engine.clock.now() - this.#newsAt >= PATIENCE_MS;
	}

	#giveUp(): void {
		for (const task of this.#left.values()) this.#end(task, task.error ?? this.#lost(task));
	}

	#lost({ asked: { bot, ref } }: Task): MemberFetchError {
		const { id: guildId } = ref;
		const why =
			bot.find(guildId)?.doubt?.reason ?? bot.shards.of(this.shardId).absence?.reason ?? because('guildUnheard');
		return new MemberFetchError('SESSION_LOST', `Guild ${guildId} could not be proven: ${why}.`, { guildId });
	}

	get #whyIdle(): WarmUpWait {
		if (this.#runningCount > 0) return this.terms.rest.waitingCount > 0 ? 'rest' : 'answers';
		const { bot } = this.terms;
		const isAway = [...this.#left.values()].some((task) => this.#isAway(task, bot.find(task.asked.ref.id)));
		return isAway ? 'sessions' : 'windows';
	}

	/** Waits for an answer, or a moment. */
	async #pause(why: WarmUpWait): Promise<void> {
		const { engine, signal } = this.terms;
		this.#tellWait(why);
		await waitFor(signal, (arrived) => {
			this.#wakers.add(arrived);
			const cancel = engine.clock.setTimer(LOOK_MS, arrived);
			return () => {
				this.#wakers.delete(arrived);
				cancel();
			};
		});
	}

	#tellWait(waitsFor: WarmUpWait | undefined): void {
		if (this.waitsFor === waitsFor) return;
		this.waitsFor = waitsFor;
		this.terms.onWait();
	}
}

/** Discord would refuse a full request now, and pages would take many requests. A small guild takes one. */
function isShut({ gate }: GuildState, memberCount = 0): boolean {
	return gate.waitMs > 0 && memberCount >= PAGE_SIZE;
}
