import { vi } from 'vitest';
import { DEFAULT_CONFIG } from '../../config/defaults.js';
import { mergeConfig } from '../../config/merge.js';
import type { Answer } from '../../engine/Answer.js';
import { Call as EngineCall } from '../../engine/Call.js';
import type { GuildRef } from '../../engine/CalledGuild.js';
import { DirectQuestions } from '../../engine/DirectQuestions.js';
import { Engine } from '../../engine/Engine.js';
import { MemberFetchError } from '../../errors/MemberFetchError.js';
import type { FetchOptions } from '../../interfaces/FetchOptions.js';
import type { RosterChange } from '../../roster/RosterChange.js';
import { BotState } from '../../sync/BotState.js';
import { REPLICA_LAG_MS } from '../../sync/replicaLag.js';
import { countListeners } from '../countListeners.js';
import { VirtualClock } from '../VirtualClock.js';
import { judge } from './judge.js';
import { Random } from './Random.js';
import type { Caller, LookupCaller, Scenario } from './Scenario.js';
import { SimulatedDiscord } from './SimulatedDiscord.js';
import { strike } from './strike.js';

/** Every call settles within this, whatever happens: some tries, each at the end of a window of 30 s, and of a refusal. */
const SETTLE_MS = 400_000;
const CONFIG = mergeConfig(DEFAULT_CONFIG, { monitoring: { logPerformanceWarnings: false } });

export interface Call {
	readonly caller: Caller;
	readonly controller: AbortController;
	answer?: Answer;
	error?: unknown;
	settledAt?: number;
	/** Some of the rows as they were when the answer was given, as text. */
	rows?: string;
}

/** One run of a scenario, and everything that was wrong in it. */
export class Run {
	readonly clock = new VirtualClock();
	readonly discord: SimulatedDiscord;
	readonly service: Engine;
	readonly bot: BotState;
	readonly calls: Call[] = [];
	readonly faults: string[] = [];
	#lookedUpAt = 0;
	#isPlaying = true;
	/** How often the listener was told something. */
	#toldCount = 0;
	/** Calls that the listener has made. */
	readonly #reacting: Promise<void>[] = [];

	constructor(readonly scenario: Scenario) {
		this.discord = new SimulatedDiscord(this.clock, scenario);
		const random = new Random(scenario.seed + 1);
		let nonces = 0;
		this.service = new Engine(mergeConfig(CONFIG, scenario.config ?? {}), {
			clock: this.clock,
			random: () => random.int(0, 7) / 8, // whole ms, so that `asOf` is not rounded
			createNonce: () => `ours${nonces++}`,
		});
		const observer = {
			isWatching: true,
			onMember: (_: string, { userId }: RosterChange) => this.#react(userId),
			onStatus: () => this.#react(undefined),
		};
		this.bot = new BotState(this.discord, this.clock, undefined, observer, this.service.announcements);
	}

	/** Plays it to the end, closes the service, and checks what is left. */
	async play(): Promise<this> {
		// Long work gives other work its turn, by the machine's time. A busy machine must not make virtual time pass for it.
		const still = vi.spyOn(performance, 'now').mockReturnValue(0);
		try {
			return await this.#play();
		} finally {
			still.mockRestore();
		}
	}

	async #play(): Promise<this> {
		const { happenings, blows, callers, lookups } = this.scenario;
		for (const { at, kind } of happenings) this.#at(at, () => this.discord.happen(kind));
		for (const { at, blow } of blows) {
			this.#at(at, () => (blow.kind === 'forget' ? this.#forget(blow.who) : strike(this.discord, blow)));
		}
		const calls = [...callers.map((caller) => this.#call(caller)), ...lookups.map((lookup) => this.#lookUp(lookup))];
		try {
			await this.clock.runUntil(this.#all(calls), SETTLE_MS);
		} catch (error) {
			this.faults.push((error as Error).message);
		}
		this.#isPlaying = false;
		if (this.calls.some(hasChanged)) this.faults.push('an answer changed after it was given');
		this.#judgeRequests();
		await this.#judgeSilence();
		await this.#close();
		return this;
	}

	/** Waits for the calls, and for those that listeners have made meanwhile. */
	async #all(calls: readonly Promise<void>[]): Promise<void> {
		await Promise.all(calls);
		if (this.#reacting.length > 0) await this.#all(this.#reacting.splice(0));
	}

	#forget(who: number): void {
		const userId = this.#choose(who);
		if (userId !== undefined) this.bot.forget(userId);
	}

	#choose(who: number): string | undefined {
		const { truth, everMembers } = this.discord.guild;
		const candidates = who % 3 > 0 ? truth.changedLast(3) : [...everMembers];
		return candidates[who % candidates.length];
	}

	/** The listener is told something, of one user or of a list. */
	#react(userId = this.#choose(this.#toldCount)): void {
		if (!this.#isPlaying) return;
		const reaction = this.scenario.reactions[this.#toldCount++];
		const at = this.clock.now();
		if (reaction === 'forget' && userId !== undefined) this.bot.forget(userId);
		if (reaction === 'clear') this.service.clear();
		if (reaction === 'cancel')
			for (const { operationId } of this.service.running.list()) this.service.running.cancel(operationId);
		if (reaction === 'lookUp') this.#reacting.push(this.#lookUp({ at, who: this.#toldCount }));
		if (reaction === 'fetch' || reaction === 'refresh') {
			const forceRefresh = reaction === 'refresh';
			this.#reacting.push(this.#call({ at, forceRefresh, timeout: undefined, abortMs: undefined, require: false }));
		}
	}

	/** The answer equals the events so far, or was true at a moment since ten seconds before the call. */
	async #lookUp({ at, who }: LookupCaller): Promise<void> {
		if (at > this.clock.now()) await new Promise<void>((resolve) => this.#at(at, resolve));
		const userId = this.#choose(who);
		if (userId === undefined) return;
		const { answer, value } = await this.lookUp(userId);
		this.#lookedUpAt = this.clock.now();
		if (!answer.success) return;
		const { told, guild } = this.discord;
		const first = guild.truth.countAt(at - REPLICA_LAG_MS);
		const steps = guild.truth.stepCount - first + 1;
		const states = [told.rows, ...Array.from({ length: steps }, (_, step) => guild.truth.after(first + step))];
		if (!states.some((rows) => rows.has(userId) === (value !== undefined)))
			this.faults.push(`a lookup said that ${userId} was ${value ? 'a' : 'no'} member (at ${this.clock.now()} ms)`);
	}

	/** Asks for one member. */
	lookUp(userId: string) {
		return new DirectQuestions(this.service).member(this, userId, {});
	}

	/** Asks for all members. */
	fetch(options: FetchOptions = {}): Promise<Answer> {
		return new EngineCall(this.service, this, options).answer();
	}

	/** The guild as callers name it; its count of members is the one that was told. */
	get ref(): GuildRef {
		const { told, guild } = this.discord;
		const { claimed } = this.scenario;
		return {
			id: guild.id,
			shardId: 0,
			get memberCount() {
				return claimed ?? told.rows.size;
			},
		};
	}

	#at(moment: number, happen: () => void): void {
		this.discord.timers.after(moment, happen);
	}

	async #call(caller: Caller): Promise<void> {
		const call: Call = { caller, controller: new AbortController() };
		this.calls.push(call);
		if (caller.at > this.clock.now()) await new Promise<void>((resolve) => this.#at(caller.at, resolve));
		const { abortMs, forceRefresh, timeout, require } = caller;
		if (abortMs !== undefined) this.#at(abortMs, () => call.controller.abort());
		const { signal } = call.controller;
		const options = {
			forceRefresh,
			signal,
			...(timeout && { timeout }),
			...(require && { require: 'complete' as const }),
		};
		try {
			call.answer = await this.fetch(options);
		} catch (error) {
			call.error = error;
		}
		call.settledAt = this.clock.now();
		if (call.answer) call.rows = sampleOf(call.answer);
		this.faults.push(...this.#judgeCall(call).map((fault) => `${fault} (at ${this.clock.now()} ms)`));
	}

	#judgeCall({ caller, answer, error, controller }: Call): string[] {
		const { at, abortMs, timeout, require } = caller;
		const took = this.clock.now() - at;
		const faults = answer ? judge(answer, this.discord, this.clock) : [];
		if (!answer && !(require && MemberFetchError.is(error))) faults.push(`threw ${String(error)}`);
		if (require && answer && !answer.metadata.complete) faults.push('answered less than complete, though required');
		if (took > Math.min(abortMs ?? SETTLE_MS, timeout ?? SETTLE_MS) + 50) faults.push(`settled after ${took} ms`);
		if (countListeners(controller.signal) > 0) faults.push("left a listener on its caller's signal");
		return faults;
	}

	#judgeRequests(): void {
		if (this.discord.rest.knownRefused > 0) this.faults.push('sent over REST what was known to be refused');
		const { sent } = this.discord;
		sent.forEach((request, index) => {
			if (request.wasShut) this.faults.push(`sent at ${request.at} ms what was known to be refused`);
			const before = sent[index - 1];
			if (!before || before.verdict === 'refused' || request.at - before.at >= 30_000) return;
			this.faults.push(`sent full requests at ${before.at} and ${request.at} ms`);
		});
	}

	/** When the last caller has aborted, the work stops, too. */
	async #judgeSilence(): Promise<void> {
		const lastAt = Math.max(this.#lookedUpAt, ...this.calls.map(({ settledAt = 0 }) => settledAt));
		const isAborted = ({ answer, error }: Call) => MemberFetchError.is(answer?.error ?? error, 'ABORTED');
		await this.clock.advance(60_000);
		if (this.calls.every(isAborted) && this.discord.lastSentAt > lastAt)
			this.faults.push('something was sent after the abort');
	}

	async #close(): Promise<void> {
		const guild = this.bot.guild(this.discord.guild.id, 0);
		this.service.close();
		this.bot.close();
		const closedAt = this.clock.now();
		await this.clock.advance(60_000);
		this.discord.timers.stop();
		if (this.discord.lastSentAt > closedAt) this.faults.push('something was sent after close()');
		if (guild.listenerCount > 0) this.faults.push('a listener left on the guild');
		if (this.clock.pendingCount > 0) this.faults.push(`${this.clock.pendingCount} timers left`);
		if (this.discord.gateway.listeners.size > 0) this.faults.push('a listener left on the transport');
	}
}

/** An answer is a view at a moment: later events do not change it under its reader. */
function hasChanged({ answer, rows }: Call): boolean {
	return answer !== undefined && sampleOf(answer) !== rows;
}

/** Up to a hundred rows, evenly spread: all of them, in each of thousands of runs, would take most of the time. */
function sampleOf({ view }: Answer): string {
	const ids = [...view.ids()];
	const stride = Math.ceil(ids.length / 100);
	return JSON.stringify([view.size, ids.filter((_, index) => index % stride === 0).map((id) => view.get(id))]);
}
