import type { Client } from 'discord.js';
import type { DiscordEmulator, SentInteraction } from 'rollcall-emulator';
import type { Clock } from '../clock/index.js';
import type { CommandBook } from '../interactions/index.js';
import type { DemoCall } from '../interfaces/Command.js';
import { describeAnswer } from './describeAnswer.js';
import { purposeOf } from './purposeOf.js';
import { readable } from './readable.js';

const FIRST_MS = 1_000;
// Every command is shown once in the first minute, and all its forms after that.
const EVERY_MS = { atFirst: 5_000, later: 20_000 } as const;
const SETTLED_MS = 3_000;

/** The owner of the emulated guild, who types a command now and then to show the bot at work. */
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
		/** Where the files of answers are saved, so that somebody can look at them. */
		private readonly folder: string,
	) {}

	start(): void {
		this.#cancel = this.clock.after(FIRST_MS, () => void this.#next());
	}

	stop(): void {
		this.#isStopped = true;
		this.#cancel();
	}

	/** Types the next of all demo commands, and prints the answer. */
	async type(): Promise<void> {
		const calls = this.#rounds().flat();
		const call = calls[this.#typed++ % calls.length];
		if (!call) return;
		const typed = this.#describe(call);
		try {
			const lines = await this.#read(this.emulator.actor().runs(call.command, call.options));
			this.print([typed, ...lines.map((line) => `  │ ${line}`), ''].join('\n'));
		} catch (error) {
			// The emulator ends with the bot, and so do pending answers.
			if (this.#isStopped) return;
			this.print(`${typed}\n  │ no answer: ${(error as Error).message}\n`);
		}
	}

	/** The final answer: the first may be a progress bar. */
	async #read(sent: SentInteraction): Promise<string[]> {
		const first = await sent.answer();
		await this.#settle(sent);
		const last = sent.answers.at(-1) ?? first;
		const ms = (last.at - sent.createdAt).toLocaleString('en');
		const seenBy = last.isEphemeral ? 'for this member alone' : 'for all to see';
		return [...describeAnswer(last, this.#guild, this.folder), `(${seenBy}, after ${ms} ms)`];
	}

	/** A progress bar is edited again within this time. */
	async #settle(sent: SentInteraction): Promise<void> {
		let seen: number;
		do {
			seen = sent.answers.length;
			await new Promise<void>((resolve) => this.clock.after(SETTLED_MS, resolve));
		} while (!this.#isStopped && sent.answers.length > seen);
	}

	async #next(): Promise<void> {
		await this.type();
		if (this.#isStopped) return;
		const isFirst = this.#typed < (this.#rounds()[0]?.length ?? 0);
		this.#cancel = this.clock.after(isFirst ? EVERY_MS.atFirst : EVERY_MS.later, () => void this.#next());
	}

	#describe(call: DemoCall): string {
		const options = Object.entries(call.options ?? {}).map(([name, value]) => `${name}:${value}`);
		const typed = readable(['', call.command, ...options].join(' ').trim(), this.#guild);
		return `A member types /${typed}: ${purposeOf(call, this.book)}`;
	}

	/** The first call of each command, then the second of those that have more, and so on. */
	#rounds(): DemoCall[][] {
		const guild = this.client.guilds.cache.first();
		const rows = guild ? [...this.book].map((command) => command.demo?.(guild) ?? []) : [];
		const most = Math.max(0, ...rows.map(({ length }) => length));
		return Array.from({ length: most }, (_, n) => rows.flatMap((row) => row[n] ?? []));
	}

	get #guild() {
		return this.emulator.world.guild();
	}
}
