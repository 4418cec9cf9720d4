import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Answer, AnswerMessage, CommandMessage, CommandName, Commands } from './protocol.js';

interface Waiting {
	resolve(answer: unknown): void;
	reject(error: Error): void;
}

/** The emulator in its own process, from the side of the demo. */
export class RemoteEmulator {
	readonly #process: ChildProcess;
	readonly #waiting = new Map<number, Waiting>();
	#lastId = 0;

	constructor() {
		// Advanced: a truth of 25,000 members is told as it is, without a detour over JSON.
		this.#process = fork(fileURLToPath(new URL('./emulatorProcess.js', import.meta.url)), {
			serialization: 'advanced',
		});
		this.#process.on('message', (message: AnswerMessage) => this.#settle(message));
		this.#process.on('exit', (code) => this.#fail(`The emulator's process ended with code ${code}.`));
	}

	/** Asks the process for something and gives its answer. */
	ask<Name extends CommandName>(name: Name, options: Parameters<Commands[Name]>[0]): Promise<Answer<Name>> {
		const id = ++this.#lastId;
		const answered = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
		const message: CommandMessage = { id, name, options };
		if (this.#process.connected) this.#process.send(message);
		else this.#fail("The emulator's process is gone.");
		return answered as Promise<Answer<Name>>;
	}

	/** Ends the process. */
	async close(): Promise<void> {
		if (!this.#process.connected) return;
		const ended = once(this.#process, 'exit');
		this.#process.disconnect();
		await ended;
	}

	#settle({ id, answer, error }: AnswerMessage): void {
		const waiting = this.#waiting.get(id);
		this.#waiting.delete(id);
		if (error === undefined) waiting?.resolve(answer);
		else waiting?.reject(new Error(error));
	}

	#fail(reason: string): void {
		for (const { reject } of this.#waiting.values()) reject(new Error(reason));
		this.#waiting.clear();
	}
}
