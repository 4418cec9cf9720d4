import { DAY_MS } from '../clock/index.js';
import type { Database } from '../database/index.js';
import { inject, injectable } from '../injection/index.js';
import type { ActivitySum, Period } from '../interfaces/ActivitySource.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { ActivityKeys } from './ActivityKeys.js';
import { type DayPart, splitPeriod } from './days.js';
import { type SumRow, type SumScope, SumStatements } from './SumStatements.js';

/** Above this share of the members, adding up all is faster than looking up each. */
const FEW = 0.5;

/** Adds up what was recorded: whole days from the daily sums, the edges of a period from single sessions. */
@injectable()
export class ActivitySums {
	readonly #statements: SumStatements;

	constructor(
		@inject(DI_TOKENS.Database) database: Database,
		@inject(ActivityKeys) private readonly keys: ActivityKeys,
	) {
		this.#statements = new SumStatements(database);
	}

	/** @param userIds - only these users */
	sums(guildId: string, period: Period, userIds?: readonly string[]): Map<string, ActivitySum> {
		const sums = new Map<string, ActivitySum>();
		const guild = this.keys.findGuild(guildId);
		if (guild === undefined || period.to <= period.from) return sums;
		const scope = this.#scope(guild, userIds);
		const { first, end, edges } = splitPeriod(period);
		if (first < end) add(sums, this.#statements.days(scope, { first, end }));
		for (const edge of edges) for (const rows of this.#edge(scope, edge)) add(sums, rows);
		add(sums, this.#statements.open(scope, period));
		return userIds && scope.members === null ? only(sums, userIds) : sums;
	}

	/**
	 * Epoch milliseconds from which sums are exact to the millisecond; before that, part of a day counts as a share of
	 * the day.
	 */
	exactSince(guildId: string): number {
		const guild = this.keys.findGuild(guildId);
		return guild === undefined ? 0 : this.keys.rawSinceDay(guild) * DAY_MS;
	}

	#scope(guild: number, userIds: readonly string[] | undefined): SumScope {
		const isFew = userIds && userIds.length < this.keys.countMembers(guild) * FEW;
		return { guild, members: isFew ? JSON.stringify(this.keys.findMembers(guild, userIds)) : null };
	}

	#edge(scope: SumScope, edge: DayPart): SumRow[][] {
		if (edge.day >= this.keys.rawSinceDay(scope.guild))
			return [this.#statements.sessions(scope, edge), this.#statements.messages(scope, edge)];
		const share = (edge.to - edge.from) / DAY_MS;
		const whole = this.#statements.days(scope, { first: edge.day, end: edge.day + 1 });
		return [whole.map((row) => partOf(row, share, edge))];
	}
}

/** The single sessions are gone, so the part of the day gets its share of the day. */
function partOf(
	[userId, activeMs, idleMs, messages, lastSeenAt]: SumRow,
	share: number,
	{ from, to }: DayPart,
): SumRow {
	return [
		userId,
		Math.floor(activeMs * share),
		Math.floor(idleMs * share),
		Math.round(messages * share),
		Math.min(Math.max(lastSeenAt, from), to - 1),
	];
}

function add(sums: Map<string, ActivitySum>, rows: readonly SumRow[]): void {
	for (const [userId, activeMs, idleMs, messages, lastSeenAt] of rows) {
		const row = { activeMs, idleMs, messages, lastSeenAt };
		const sum = sums.get(userId);
		sums.set(userId, sum ? plus(sum, row) : row);
	}
}

function only(sums: ReadonlyMap<string, ActivitySum>, userIds: readonly string[]): Map<string, ActivitySum> {
	const wanted = new Map<string, ActivitySum>();
	for (const id of userIds) {
		const sum = sums.get(id);
		if (sum) wanted.set(id, sum);
	}
	return wanted;
}

function plus(one: ActivitySum, other: ActivitySum): ActivitySum {
	return {
		activeMs: one.activeMs + other.activeMs,
		idleMs: one.idleMs + other.idleMs,
		messages: one.messages + other.messages,
		lastSeenAt: Math.max(one.lastSeenAt, other.lastSeenAt),
	};
}
