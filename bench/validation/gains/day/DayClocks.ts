import { setTimeout } from 'node:timers/promises';
import type { RemoteProcess } from '../../../processes/RemoteProcess.js';
import type { DayBotCommands, DayDiscordCommands, Moved } from './DayCommands.js';

/** While something is under way, time passes in such steps: far shorter than anything that the service waits for. */
const STEP_MS = 25;
/** While nothing is under way, it passes in longer ones, so that events reach the bot about when they happen. */
const IDLE_STEP_MS = 10_000;
/** A client that waits by the time of the machine, for a reconnect, gets that time. */
const REAL_STEP_MS = 10;
const DEADLINE_MS = 60_000;

/** The clocks of a Discord and of a bot, which move together. */
export class DayClocks {
	#now = 0;

	constructor(
		private readonly discord: RemoteProcess<DayDiscordCommands>,
		private readonly bot: RemoteProcess<DayBotCommands>,
	) {}

	/** Ms since the beginning of the day. */
	get now(): number {
		return this.#now;
	}

	/** Lets time pass until a moment, and everything that Discord says until then reach the bot. */
	async passUntil(moment: number): Promise<void> {
		while (this.#now < moment) await this.#step(Math.min(IDLE_STEP_MS, moment - this.#now));
	}

	/** Lets time pass until a task is done, and gives its result and the time at which it was. */
	async passDuring<Result>(task: Promise<Result>): Promise<Result> {
		let isDone = false;
		const settle = () => {
			isDone = true;
		};
		task.then(settle, settle);
		await this.#step(0);
		while (!isDone) await this.#step(STEP_MS);
		return task;
	}

	/**
	 * Lets time pass, by the clock of the machine too, until the bot has a session and every guild.
	 *
	 * @param cuts - How many cuts it has to have noticed: before it has, it looks as ready as ever.
	 */
	async passUntilReady(cuts = 0): Promise<void> {
		const until = performance.now() + DEADLINE_MS;
		const isBack = async () => {
			const seen = await this.bot.ask('connection', {});
			return seen.isReady && seen.cuts >= cuts;
		};
		while (!(await isBack())) {
			if (performance.now() > until) throw new Error(`The bot was not back after ${DEADLINE_MS} ms.`);
			await this.#move(STEP_MS);
			await setTimeout(REAL_STEP_MS);
		}
		await this.#step(STEP_MS);
	}

	/** Time has passed on Discord's side alone, and passes for the bot now. */
	async catchUp(ms: number): Promise<void> {
		this.#now += ms;
		await this.bot.ask('advance', { ms });
	}

	/** Lets time pass without waiting for what Discord says, as while the bot logs in. */
	async passUnheard(): Promise<void> {
		await this.discord.ask('advance', { ms: STEP_MS });
		await setTimeout(1);
	}

	async #step(ms: number): Promise<void> {
		const sent = await this.#move(ms);
		const until = performance.now() + DEADLINE_MS;
		let received = await this.bot.ask('advance', { ms: 0 });
		while (received.sequence !== sent.sequence) {
			if (performance.now() > until) throw new Error(`Dispatch ${sent.sequence} did not reach the bot.`);
			received = await this.bot.ask('advance', { ms: 0 });
		}
	}

	async #move(ms: number): Promise<Moved> {
		this.#now += ms;
		const sent = await this.discord.ask('advance', { ms });
		await this.bot.ask('advance', { ms });
		return sent;
	}
}
