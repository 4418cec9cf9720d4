import { harmlessLines, type Output, writeTo } from '../surroundings/index.js';
import type { Target } from './Target.js';

/** Standard output. On a terminal, names cannot command it. */
export class StreamTarget implements Target {
	#hasBegun = false;

	constructor(private readonly output: Output) {}

	async write(text: string): Promise<void> {
		if (text === '') return;
		this.#hasBegun = true;
		await writeTo(this.output, this.output.isTTY ? harmlessLines(text) : text);
	}

	async finish(): Promise<void> {}

	async discard(): Promise<string> {
		return this.#hasBegun ? 'The list on stdout is not whole.' : 'Nothing was written.';
	}
}
