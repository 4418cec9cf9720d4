import { SingleBar } from 'cli-progress';
import type { Output } from '../surroundings/index.js';
import type { Progress } from './Progress.js';
import type { Tally } from './Tally.js';

const EVERY_MS = 250;

/** A bar in the last line of a terminal, which is gone at the end. */
export class LiveBar implements Progress {
	readonly #bar: SingleBar;
	readonly #timer: NodeJS.Timeout;
	#isOver = false;

	constructor(
		private readonly tally: Tally,
		stream: Output,
	) {
		this.#bar = new SingleBar({
			format: '[{bar}] {line}',
			barsize: 24,
			stream,
			hideCursor: true,
			clearOnComplete: true,
			emptyOnZero: true,
			// The command has its own way to end when it is interrupted.
			gracefulExit: false,
		});
		this.#bar.start(1, 0, { line: '' });
		// A countdown goes on while nothing arrives.
		this.#timer = setInterval(() => this.#draw(), EVERY_MS).unref();
	}

	begin(doing: string): void {
		this.tally.begin(doing);
		this.#draw();
	}

	count(done: number, total: number | undefined): void {
		this.tally.count(done, total);
	}

	waitFor(what: string, until: number): void {
		this.tally.waitFor(what, until);
	}

	stop(): void {
		if (this.#isOver) return;
		this.#isOver = true;
		clearInterval(this.#timer);
		this.#bar.stop();
	}

	#draw(): void {
		if (this.#isOver) return;
		const { done, total, line } = this.tally;
		this.#bar.setTotal(Math.max(total ?? 1, 1));
		this.#bar.update(Math.min(done, total ?? 0), { line });
	}
}
