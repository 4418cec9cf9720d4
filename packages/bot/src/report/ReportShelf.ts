import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock/index.js';
import { inject, injectable } from '../di/injection.js';
import type { Feature } from '../features/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import type { ActivityReport } from './ActivityReport.js';

const MINUTE = 60_000;
// About 100 MB, most of which both books share.
const MOST_ROWS = 400_000;
const PAGES_MS = 30 * MINUTE;
const FINISHED_MS = 10 * MINUTE;
const RUNNING_MS = MINUTE;

/** Reports that are at hand: to turn the pages of one that was shown, and to answer the same question again. */
@injectable()
export class ReportShelf implements Feature {
	readonly name = 'reports at hand';
	readonly #shown;
	readonly #answers;

	constructor(@inject(DI_TOKENS.Clock) clock: Clock) {
		this.#shown = new LRUCache<string, ActivityReport>(bounds(clock));
		this.#answers = new LRUCache<string, ActivityReport>(bounds(clock));
	}

	/** Keeps a report for its buttons; returns the id that they carry. */
	putShown(report: ActivityReport): string {
		const id = randomBytes(8).toString('hex');
		this.#shown.set(id, report, { ttl: PAGES_MS });
		return id;
	}

	/** A report that was shown in this guild, while it is kept. */
	shown(guildId: string, id: string): ActivityReport | undefined {
		const report = this.#shown.get(id);
		return report?.guildId === guildId ? report : undefined;
	}

	answer(key: string): ActivityReport | undefined {
		return this.#answers.get(key);
	}

	/** Keeps an answer: a minute where its period is still running; not at all where its list lacks somebody. */
	putAnswer(key: string, report: ActivityReport, isRunning: boolean): void {
		if (report.list.complete) this.#answers.set(key, report, { ttl: isRunning ? RUNNING_MS : FINISHED_MS });
	}

	removeGuild(guildId: string): void {
		for (const book of [this.#shown, this.#answers]) {
			for (const [key, report] of [...book.entries()]) if (report.guildId === guildId) book.delete(key);
		}
	}
}

// No resolution: it would keep a moment by a timer of its own.
function bounds(clock: Clock) {
	const sizeCalculation = ({ rows }: ActivityReport) => rows.length + 1;
	return { maxSize: MOST_ROWS, sizeCalculation, ttlResolution: 0, perf: clock };
}
