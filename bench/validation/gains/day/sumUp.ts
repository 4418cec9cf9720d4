import { isExact } from '../../../checking/compare.js';
import { percentile } from '../../../reporting/percentile.js';
import type { DayFound } from './DayFound.js';

/** The totals of a day. */
export type DaySum = ReturnType<typeof sumUp>;

/** Adds up the day of one bot. */
export function sumUp({ commands, checks, before }: DayFound) {
	const listed = commands.filter(({ tally }) => tally);
	const last = checks.at(-1);
	const drifts = checks.flatMap(({ drift }) => drift ?? []);
	const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
	const waits = commands.map(({ ms }) => ms);
	return {
		commands: commands.length,
		answered: listed.length,
		wrongAnswers: listed.filter(({ tally }) => tally && !isExact(tally)).length,
		hitRate: commands.filter(({ isFromMemory }) => isFromMemory).length / commands.length,
		gateway: last?.requests.gateway ?? 0,
		rest: last?.requests.rest ?? 0,
		refused: (last?.requests.refused.gateway ?? 0) + (last?.requests.refused.rest ?? 0),
		p50: percentile(waits, 0.5),
		p99: percentile(waits, 0.99),
		guildsAtEnd: last?.guilds ?? 0,
		memoryAtEnd: (last?.memoryBytes ?? 0) - before.memoryBytes,
		mostMemory: Math.max(...checks.map(({ memoryBytes }) => memoryBytes)) - before.memoryBytes,
		mostRosters: Math.max(...checks.map(({ rosterBytes }) => rosterBytes)),
		lists: sum(drifts.map(({ lists }) => lists)),
		driftedLists: sum(drifts.map(({ wrongLists }) => wrongLists)),
		driftedMembers: sum(drifts.map(({ wrongMembers }) => wrongMembers)),
	};
}
