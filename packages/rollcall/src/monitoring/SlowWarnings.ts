import type { MonitoringConfig, RateLimitConfig } from '../config/MemberFetchConfig.js';
import type { IClock } from '../interfaces/IClock.js';
import type { OperationGate } from '../pacing/OperationGate.js';
import type { TimeSpent } from './TimeSpent.js';

/** The window of the longest limit: a limit is calm if nobody waited long in all of it. */
const CALM_MS = 60_000;

/** How long an operation on one guild has taken so far. */
export interface Took {
	readonly guildId: string;
	readonly ms: number;
	readonly spent: TimeSpent;
}

/** Warns the operator once of what makes operations slow, and names the cure if the config has one. */
export class SlowWarnings {
	/** Guilds with a warning that have not been quick since. */
	readonly #slow = new Set<string>();
	#toldOwnLimit = false;
	/** Monotonic ms at which an operation that had waited long was last seen. */
	#busyAt = Number.NEGATIVE_INFINITY;

	constructor(
		private readonly clock: IClock,
		private readonly config: () => { readonly monitoring: MonitoringConfig; readonly rateLimit: RateLimitConfig },
		private readonly operations: OperationGate,
	) {}

	/** Takes note of a fetch: warns once for each guild, until it is quick again. */
	note(took: Took): void {
		this.noteOwnLimits(took);
		const { guildId, ms, spent } = took;
		const { performanceThreshold } = this.config().monitoring;
		if (ms - ownMs(spent) <= performanceThreshold) {
			this.#slow.delete(guildId);
		} else if (!this.#slow.has(guildId)) {
			this.#slow.add(guildId);
			const where = spent.describe();
			this.#warn(
				`The fetch of guild ${guildId} took ${Math.round(ms)} ms (monitoring.performanceThreshold is ` +
					`${performanceThreshold} ms)${where && `: ${where}`}.`,
			);
		}
	}

	/**
	 * Takes note of the time that the service's own limits have cost: warns once, until operations start at once again.
	 */
	noteOwnLimits({ guildId, spent }: Omit<Took, 'ms'>): void {
		const waitedMs = ownMs(spent);
		const isLong = waitedMs > this.config().monitoring.performanceThreshold;
		const { queuedCount: queued } = this.operations;
		const now = this.clock.now();
		if (!isLong && (queued === 0 || now - this.#busyAt > CALM_MS)) this.#toldOwnLimit = false;
		if (!isLong) return;
		this.#busyAt = now;
		if (!this.#toldOwnLimit) {
			this.#toldOwnLimit = true;
			const key = spent.of('places') > spent.of('starts') ? 'maxConcurrentRequests' : this.operations.tightest;
			this.#warn(
				`An operation on guild ${guildId} waited ${Math.round(waitedMs)} ms for the service's own limit, not for Discord: ` +
					`rateLimit.${key} is ${this.config().rateLimit[key]} (still waiting: ${queued}). Raise rateLimit.${key}, ` +
					'by updateConfig() if need be, or ask for fewer guilds at a time.',
			);
		}
	}

	#warn(message: string): void {
		if (this.config().monitoring.logPerformanceWarnings) process.emitWarning(message, 'RollcallWarning');
	}
}

function ownMs(spent: TimeSpent): number {
	return spent.of('starts') + spent.of('places');
}
