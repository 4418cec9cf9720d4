import type { Clock } from '../../clock/index.js';
import type { Localiser } from '../../localisation/index.js';
import { reportTexts } from './reportTexts.js';

const EVERY_MS = 2_000;
const WIDTH = 20;

/** Shows the progress of a fetch, with at most one edit in two seconds. Edits that fail are left out. */
export class ProgressBar {
	#shownAt = Number.NEGATIVE_INFINITY;
	#shown = -1;
	#edit: Promise<void> = Promise.resolve();
	#isClosed = false;

	constructor(
		private readonly clock: Clock,
		private readonly t: Localiser,
		private readonly show: (text: string) => Promise<void>,
	) {}

	/** @param progress - 0..100 */
	update(progress: number): void {
		const percent = Math.floor(progress);
		const now = this.clock.now();
		if (this.#isClosed || percent <= this.#shown || now - this.#shownAt < EVERY_MS) return;
		this.#shown = percent;
		this.#shownAt = now;
		const full = Math.round((percent / 100) * WIDTH);
		const bar = '█'.repeat(full) + '░'.repeat(WIDTH - full);
		const text = this.t(reportTexts.progress, { bar, percent });
		// One after the other. A failed edit must not fail the report.
		this.#edit = this.#edit.then(() => this.show(text)).catch(() => {});
	}

	/** After it there are no more edits, so none can replace the answer. */
	async close(): Promise<void> {
		this.#isClosed = true;
		await this.#edit;
	}
}
