import type { Client } from 'discord.js';
import type { DiscordEmulator } from 'rollcall-emulator';
import type { Clock } from '../clock/index.js';
import type { DemoCall } from '../commands/Command.js';
import type { CommandBook } from '../interactions/index.js';
import { describeAnswer } from './describeAnswer.js';

const FIRST_MS = 1_000;
const EVERY_MS = 20_000;

/** The owner of the emulated guild, who types a command every so often, so that the bot is seen at work. */
export class DemoMember {
	#typed = 0;
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
			const answer = await this.emulator.actor().runs(call.command, call.options).answer();
			this.print(`A member types ${typed.join(' ')} and reads:`);
			for (const line of describeAnswer(answer)) this.print(`  │ ${line}`);
		} catch (error) {
			this.print(`A member types ${typed.join(' ')} and gets no answer: ${(error as Error).message}`);
		}
	}

	async #next(): Promise<void> {
		await this.type();
		this.#cancel = this.clock.after(EVERY_MS, () => void this.#next());
	}

	#calls(): DemoCall[] {
		const guild = this.client.guilds.cache.first();
		return guild ? [...this.book].flatMap((command) => [...(command.demo?.(guild) ?? [])]) : [];
	}
}
