import type { Progress } from './Progress.js';
import type { Tally } from './Tally.js';

const EVERY_MS = 5_000;

/** A line when something new begins, and now and then between: for logs and other programs. */
export class PlainLines implements Progress {
	readonly #timer: NodeJS.Timeout;
	#last = '';

	constructor(
		private readonly tally: Tally,
		private readonly say: (line: string) => void,
		everyMs = EVERY_MS,
	) {
		this.#timer = setInterval(() => this.#tell(), everyMs).unref();
	}

	begin(doing: string): void {
		this.tally.begin(doing);
		this.#tell();
	}

	count(done: number, total: number | undefined): void {
		this.tally.count(done, total);
	}

	waitFor(what: string, until: number): void {
		this.tally.waitFor(what, until);
		this.#tell();
	}

	stop(): void {
		clearInterval(this.#timer);
	}

	#tell(): void {
		const { line } = this.tally;
		if (line !== this.#last) this.say(line);
		this.#last = line;
	}
}
