import { harmlessLines } from './harmless.js';
import type { Output, Surroundings } from './Surroundings.js';
import { writeTo } from './writeTo.js';

/** Writes results and messages. No message contains the token, and none commands the terminal. */
export class Terminal {
	#token: string | undefined;

	constructor(private readonly surroundings: Surroundings) {}

	get stdout(): Output {
		return this.surroundings.stdout;
	}

	get stderr(): Output {
		return this.surroundings.stderr;
	}

	/** The token, once it is known: a library may have it in the text of an error. */
	keepSecret(token: string): void {
		this.#token = token;
	}

	/** Writes a line to stderr. */
	say(line: string): void {
		this.stderr.write(`${this.clean(line)}\n`);
	}

	/** Writes a result to stdout; resolves when it is written. */
	async print(text: string): Promise<void> {
		await writeTo(this.stdout, this.clean(text));
	}

	/** A text without the token and without commands for a terminal. */
	clean(text: string): string {
		return harmlessLines(this.#token === undefined ? text : text.replaceAll(this.#token, '[token]'));
	}
}
