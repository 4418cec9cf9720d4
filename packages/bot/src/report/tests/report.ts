import type { Absence } from '../../interfaces/AbsenceSource.js';
import type { ActivitySource, ActivitySum } from '../../interfaces/ActivitySource.js';
import type { Holder } from '../judgement/ActivityReport.js';
import { computeReport } from '../judgement/computeReport.js';

export const HOUR = 3_600_000;
const period = { from: 0, to: 100 * HOUR };
/** A member of the role. */
export const holder = (id: string, joinedAt: number | null = null, isBot = false): Holder => ({
	...{ id, joinedAt, isBot },
	username: id,
	displayName: id,
});
const how = { source: 'full', ageMs: 0, requests: 1, tookMs: 1 } as const;
/** Active for this many hours. */
export const sum = (hours: number): ActivitySum => ({ activeMs: hours * HOUR, idleMs: 0, messages: 0, lastSeenAt: 1 });
/** Away from one hour to another. */
export const absent = (from: number, until: number): Absence => ({
	userId: 'u',
	from: from * HOUR,
	until: until * HOUR,
	reason: null,
});

/** The data of a report; times are hours in the period. */
export interface World {
	holders: Holder[];
	complete?: boolean;
	sums?: [string, ActivitySum][];
	/** The hour from which the tracker watches. */
	watchedFrom?: number;
	absences?: Absence[];
	optedOut?: string[];
	requiredHours?: number;
	/** The hour in which a running period will be over. */
	endsAt?: number;
	leastPercent?: number;
}

/** The report on a world, with the row of its first member. */
export function report({
	holders,
	complete = true,
	sums = [],
	watchedFrom = 0,
	absences = [],
	optedOut = [],
	requiredHours = 10,
	endsAt = 100,
	leastPercent = 50,
}: World) {
	let asked = 0;
	const activity: ActivitySource = {
		sums: () => new Map(sums),
		coverage(_, { from: begin, to }) {
			asked++;
			return (from = begin) => (from < to ? Math.max(0, to - Math.max(from, watchedFrom * HOUR)) / (to - from) : 0);
		},
		hasOptedOut: (_, id) => optedOut.includes(id),
	};
	const result = computeReport(
		{
			guildId: 'g',
			roleId: 'r',
			list: { holders, complete, coverage: 1, how },
			period,
			timeZone: 'UTC',
			requiredHours,
			leastPercent,
			endsAt: endsAt * HOUR,
			absences: new Map([['u', absences]]),
		},
		activity,
	);
	return { ...result, asked, row: result.rows[0] };
}
