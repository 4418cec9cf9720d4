import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type Clock, MINUTE_MS } from '../clock/index.js';
import { inject, injectable } from '../injection/index.js';
import type { Feature } from '../interfaces/Feature.js';
import type { PersonalData } from '../interfaces/PersonalData.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import type { ActivityReport } from './judgement/ActivityReport.js';

// About 100 MB, mostly shared by both caches.
const MOST_ROWS = 400_000;
const PAGES_MS = 30 * MINUTE_MS;
const FINISHED_MS = 10 * MINUTE_MS;
const RUNNING_MS = MINUTE_MS;

interface Answered {
	readonly report: ActivityReport;
	/** Epoch milliseconds. */
	readonly at: number;
}

/** Reports in memory: to turn the pages of a report, and to answer the same question again. */
@injectable()
export class ReportShelf implements Feature, PersonalData {
	readonly name = 'reports at hand';
	readonly room = 'reports';
	readonly #shown;
	readonly #answers;

	constructor(@inject(DI_TOKENS.Clock) private readonly clock: Clock) {
		this.#shown = new LRUCache<string, ActivityReport>(bounds(clock, sizeOf));
		this.#answers = new LRUCache<string, Answered>(bounds(clock, ({ report }) => sizeOf(report)));
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

	/** The report as it was made, with its current age. */
	answer(key: string): ActivityReport | undefined {
		const answered = this.#answers.get(key);
		if (!answered) return undefined;
		const { report, at } = answered;
		const ageMs = report.list.how.ageMs + Math.max(0, this.clock.now() - at);
		return { ...report, list: { ...report.list, how: { ...report.list.how, ageMs } } };
	}

	/** Keeps an answer: for a minute if its period is still running, and not at all if its list is incomplete. */
	putAnswer(key: string, report: ActivityReport, isRunning: boolean): void {
		if (!report.list.complete) return;
		this.#answers.set(key, { report, at: this.clock.now() }, { ttl: isRunning ? RUNNING_MS : FINISHED_MS });
	}

	removeGuild(guildId: string): void {
		this.#remove((report) => report.guildId === guildId);
	}

	guildsOf(userId: string): string[] {
		const reports = [...this.#shown.values(), ...[...this.#answers.values()].map(({ report }) => report)];
		return [...new Set(reports.filter((report) => names(report, userId)).map(({ guildId }) => guildId))];
	}

	/** The reports are gone in half an hour. */
	usersOf(): readonly [] {
		return [];
	}

	/** Nothing that is not kept elsewhere too. */
	count(): number {
		return 0;
	}

	newest(): readonly [] {
		return [];
	}

	export(): readonly [] {
		return [];
	}

	/** Forgets the reports that name the user. */
	erase(guildId: string, userId: string): number {
		return this.#remove((report) => report.guildId === guildId && names(report, userId));
	}

	#remove(isUnwanted: (report: ActivityReport) => boolean): number {
		const shown = [...this.#shown.entries()].filter(([, report]) => isUnwanted(report));
		const answers = [...this.#answers.entries()].filter(([, { report }]) => isUnwanted(report));
		for (const [id] of shown) this.#shown.delete(id);
		for (const [key] of answers) this.#answers.delete(key);
		return shown.length + answers.length;
	}
}

function names({ rows }: ActivityReport, userId: string): boolean {
	return rows.some(({ holder }) => holder.id === userId);
}

// No resolution: the cache would keep its time with its own timer.
function bounds<Kept>(clock: Clock, sizeCalculation: (kept: Kept) => number) {
	return { maxSize: MOST_ROWS, sizeCalculation, ttlResolution: 0, perf: clock };
}

function sizeOf({ rows }: ActivityReport): number {
	return rows.length + 1;
}
