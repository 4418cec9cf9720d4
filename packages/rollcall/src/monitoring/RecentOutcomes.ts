import type { ErrorCode } from '../errors/codes.js';
import type { FetchMetadata } from '../interfaces/FetchMetadata.js';
import type { IClock } from '../interfaces/IClock.js';

const REMEMBERED_COUNT = 20;

/** Errors that the bot's own code caused or asked for: they say nothing of how Discord answers. */
const CALLERS_OWN: ReadonlySet<ErrorCode> = new Set([
	'ABORTED',
	'CLOSED',
	'CLIENT_DESTROYED',
	'UNKNOWN_ROLE',
	'AMBIGUOUS_ROLE',
]);

/** How the last fetches ended, for the health report. */
export class RecentOutcomes {
	/** Oldest first; true is complete. */
	readonly recent: boolean[] = [];
	errorCount = 0;
	/** Epoch ms. */
	lastSuccessfulFetch: number | undefined;

	constructor(private readonly clock: IClock) {}

	/** Takes note of an answer; one from memory says nothing of how Discord answers. */
	note({ cacheHit, complete }: Pick<FetchMetadata, 'cacheHit' | 'complete'>, errorCode: ErrorCode | undefined): void {
		if (cacheHit) return;
		if (errorCode !== undefined) {
			if (CALLERS_OWN.has(errorCode)) return;
			this.errorCount++;
		}
		if (complete) this.lastSuccessfulFetch = this.clock.wallNow();
		this.recent.push(complete);
		if (this.recent.length > REMEMBERED_COUNT) this.recent.shift();
	}

	/** Keeps only the time of the last success. */
	reset(): void {
		this.recent.length = 0;
		this.errorCount = 0;
	}
}
