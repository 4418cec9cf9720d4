import { HOUR_MS } from '../clock/index.js';
import type { DependencyContainer } from '../injection/index.js';
import type { Absence, AbsenceSource } from '../interfaces/AbsenceSource.js';
import type { ActivitySource, ActivitySum, CoverageSince } from '../interfaces/ActivitySource.js';
import { DI_TOKENS } from '../interfaces/tokens.js';

/** Activity and absences that a test defines, instead of a tracker. */
export class FakeSources implements ActivitySource, AbsenceSource {
	readonly sumsById = new Map<string, ActivitySum>();
	readonly absences = new Map<string, readonly Absence[]>();
	readonly optedOut = new Set<string>();
	/** The same for every period. */
	watched = 1;

	/** For `startBot({ extend })`. */
	readonly extend = (container: DependencyContainer): void => {
		container.registerInstance(DI_TOKENS.ActivitySource, this as ActivitySource);
		container.registerInstance(DI_TOKENS.AbsenceSource, this as AbsenceSource);
	};

	active(userId: string, hours: number): void {
		this.sumsById.set(userId, {
			activeMs: hours * HOUR_MS,
			idleMs: 0,
			messages: 1,
			lastSeenAt: Date.UTC(2026, 0, 2),
		});
	}

	sums(): ReadonlyMap<string, ActivitySum> {
		return this.sumsById;
	}

	coverage(): CoverageSince {
		return () => this.watched;
	}

	hasOptedOut(_guildId: string, userId: string): boolean {
		return this.optedOut.has(userId);
	}

	absencesIn(): ReadonlyMap<string, readonly Absence[]> {
		return this.absences;
	}
}
