import type { Clock } from '../clock/index.js';
import { withoutSecrets } from '../errors/index.js';
import type { Logger } from '../logging/index.js';
import type { CloseFacts } from './LastCloses.js';

/** Discord cuts connections now and then, and they are back in seconds. Longer than this is for somebody on duty. */
const LONG_MS = 15_000;
const AGAIN_MS = 5 * 60_000;

interface Away {
	readonly since: number;
	attempts: number;
	/** How the connection was lost. */
	readonly close: CloseFacts;
	/** Why the last attempt failed. */
	lastError?: string;
	cancel: () => void;
}

/** The shards without a connection. One that stays away is an error: one line, and another every five minutes. */
export class AwayShards {
	readonly #away = new Map<number, Away>();

	constructor(
		private readonly clock: Clock,
		private readonly logger: Logger,
	) {}

	/** Called for each attempt, twice a second; says whether it is the first. */
	lose(shardId: number, close: CloseFacts): boolean {
		const away = this.#away.get(shardId);
		if (away) {
			away.attempts++;
			return false;
		}
		const lost = { since: this.clock.now(), attempts: 1, close, cancel: () => {} };
		this.#away.set(shardId, lost);
		this.#later(shardId, lost, LONG_MS);
		return true;
	}

	/** Whether the failure belongs to a shard that is away: its line tells the last one. */
	noteFailure(shardId: number, { message }: Error): boolean {
		const away = this.#away.get(shardId);
		if (away) away.lastError = withoutSecrets(message); // it may hold the address of a gateway or a proxy
		return away !== undefined;
	}

	/** How long the shard was away; `undefined` if it was not. */
	return(shardId: number): { readonly awayMs: number; readonly attempts: number } | undefined {
		const away = this.#away.get(shardId);
		away?.cancel();
		this.#away.delete(shardId);
		return away && { awayMs: this.clock.now() - away.since, attempts: away.attempts };
	}

	stop(): void {
		for (const shardId of [...this.#away.keys()]) this.return(shardId);
	}

	#later(shardId: number, away: Away, ms: number): void {
		away.cancel = this.clock.after(ms, () => {
			const { since, attempts, close, lastError } = away;
			const awayMs = this.clock.now() - since;
			this.logger.error(
				{ shardId, ...close, awayMs, attempts, ...(lastError !== undefined && { lastError }) },
				`There has been no connection to Discord for ${Math.round(awayMs / 1_000)} s; still trying`,
			);
			this.#later(shardId, away, AGAIN_MS);
		});
	}
}
