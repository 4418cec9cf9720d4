import { type ChildProcess, type ForkOptions, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Answered, AnswerMessage, CommandMessage, CommandSet } from './protocol.js';

interface Waiting {
	resolve(answer: unknown): void;
	reject(error: Error): void;
}

/** A process that answers commands, as the process that started it sees it. */
export class RemoteProcess<Commands extends CommandSet<Commands>> {
	readonly #process: ChildProcess;
	readonly #name: string;
	readonly #waiting = new Map<number, Waiting>();
	#lastId = 0;

	/** @param name - What errors call it. */
	constructor(name: string, script: URL, options: Pick<ForkOptions, 'execArgv'> & { args?: string[] } = {}) {
		const { args = [], ...forkOptions } = options;
		this.#name = name;
		this.#process = fork(script, args, { serialization: 'advanced', ...forkOptions });
		this.#process.on('message', (message: AnswerMessage) => this.#settle(message));
		this.#process.on('exit', (code, signal) => this.#fail(`ended with ${signal ?? `code ${code}`}`));
	}

	/** Asks for something and gives the answer; rejects if it failed or takes longer than `deadlineMs`. */
	async ask<Name extends keyof Commands>(
		name: Name,
		options: Parameters<Commands[Name]>[0],
		deadlineMs = 600_000,
	): Promise<Answered<Commands, Name>> {
		const id = ++this.#lastId;
		const message: CommandMessage = { id, name: String(name), options };
		const answered = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
		const late = setTimeout(() => this.#fail(`did not answer "${message.name}" in ${deadlineMs} ms`), deadlineMs);
		if (this.#process.connected) this.#process.send(message);
		else this.#fail('is gone');
		try {
			return (await answered) as Answered<Commands, Name>;
		} finally {
			clearTimeout(late);
		}
	}

	/** Ends the process, even in the middle of something. */
	async close(): Promise<void> {
		if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
		const ended = once(this.#process, 'exit');
		this.#process.kill('SIGKILL');
		await ended;
	}

	#settle({ id, answer, error }: AnswerMessage): void {
		const waiting = this.#waiting.get(id);
		this.#waiting.delete(id);
		if (error === undefined) waiting?.resolve(answer);
		else waiting?.reject(new Error(`${this.#name}: ${error}`));
	}

	#fail(what: string): void {
		for (const { reject } of this.#waiting.values()) reject(new Error(`The process of ${this.#name} ${what}.`));
		this.#waiting.clear();
	}
}
