import type { Client } from 'discord.js';
import type { DiscordEmulator, SentInteraction } from 'rollcall-emulator';
import type { Clock } from '../clock/index.js';
import type { DemoCall } from '../commands/Command.js';
import type { CommandBook } from '../interactions/index.js';
import { describeAnswer } from './describeAnswer.js';

const FIRST_MS = 1_000;
const EVERY_MS = 20_000;
const SETTLED_MS = 3_000;

/** The owner of the emulated guild, who types a command every so often, so that the bot is seen at work. */
export class DemoMember {
	#typed = 0;
	#isStopped = false;
	#cancel = () => {};

	constructor(
		private readonly emulator: DiscordEmulator,
		private readonly client: Client<true>,
		private readonly book: CommandBook,
		private readonly clock: Clock,
		private readonly print: (line: string) => void,
	) {}

	start(): void {
		this.#cancel = this.clock.after(FIRST_MS, () => void this.#next());
	}

	stop(): void {
		this.#isStopped = true;
		this.#cancel();
	}

	/** Types the next command of all that show something, and prints what comes back. */
	async type(): Promise<void> {
		const calls = this.#calls();
		const call = calls[this.#typed++ % calls.length];
		if (!call) return;
		const typed = [
			`/${call.command}`,
			...Object.entries(call.options ?? {}).map(([name, value]) => `${name}:${value}`),
		];
		try {
			const lines = await this.#read(this.emulator.actor().runs(call.command, call.options));
			this.print([`A member types ${typed.join(' ')} and reads:`, ...lines.map((line) => `  │ ${line}`)].join('\n'));
		} catch (error) {
			// The emulator ends with the bot, and with it what was still awaited.
			if (this.#isStopped) return;
			this.print(`A member types ${typed.join(' ')} and gets no answer: ${(error as Error).message}`);
		}
	}

	/** What stands there in the end: the first answer may be a progress bar. */
	async #read(sent: SentInteraction): Promise<string[]> {
		const first = await sent.answer();
		await new Promise<void>((resolve) => this.clock.after(SETTLED_MS, resolve));
		return describeAnswer(sent.answers.at(-1) ?? first);
	}

	async #next(): Promise<void> {
		await this.type();
		if (this.#isStopped) return;
		this.#cancel = this.clock.after(EVERY_MS, () => void this.#next());
	}

	#calls(): DemoCall[] {
		const guild = this.client.guilds.cache.first();
		return guild ? [...this.book].flatMap((command) => [...(command.demo?.(guild) ?? [])]) : [];
	}
}
