import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Absence } from '../../interfaces/AbsenceSource.js';
import type { ActivitySource, ActivitySum } from '../../interfaces/ActivitySource.js';
import type { Holder } from './ActivityReport.js';
import { computeReport } from './computeReport.js';

const HOUR = 3_600_000;
const period = { from: 0, to: 100 * HOUR };
const holder = (id: string, joinedAt: number | null = null, isBot = false): Holder => ({
	...{ id, joinedAt, isBot },
	username: id,
	displayName: id,
});
const how = { source: 'full', ageMs: 0, requests: 1, tookMs: 1 } as const;
const sum = (hours: number): ActivitySum => ({ activeMs: hours * HOUR, idleMs: 0, messages: 0, lastSeenAt: 1 });
const absent = (from: number, until: number): Absence => ({
	userId: 'u',
	from: from * HOUR,
	until: until * HOUR,
	reason: null,
});

interface World {
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

function report({
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

describe('computeReport', () => {
	it('requires of a running period only its past share of the hours', () => {
		const { rows, requiredMs } = report({
			holders: [holder('1'), holder('2')],
			sums: [
				['1', sum(5)],
				['2', sum(4.9)],
			],
			endsAt: 200,
		});
		expect(rows.map(({ standing }) => standing)).toEqual(['active', 'inactive']);
		expect(requiredMs).toBe(10 * HOUR);
	});

	it('does not judge bots, since they are not watched', () => {
		const { rows, counts, bots } = report({ holders: [holder('1'), holder('2', null, true)] });
		expect(rows.map(({ standing }) => standing)).toEqual(['inactive', 'unknown']);
		expect([counts.inactive, counts.unknown, bots]).toEqual([1, 1, 1]);
	});

	it('leaves unknown members out of the average, with everything that was seen of them', () => {
		const { averageActiveMs, totalActiveMs } = report({
			holders: [holder('1'), holder('2')],
			sums: [
				['1', sum(4)],
				['2', sum(2)],
			],
			watchedFrom: 200,
			requiredHours: 0,
		});
		expect([averageActiveMs, totalActiveMs]).toEqual([0, 6 * HOUR]);
	});

	it('judges nobody before half of a period is over, and everyone from then on', () => {
		const holders = [holder('1'), holder('2')];
		const sums: World['sums'] = [['1', sum(50)]];
		const early = report({ holders, sums, endsAt: 201 });
		expect(early.rows.map(({ standing }) => standing)).toEqual(['unknown', 'unknown']);
		expect(early).toMatchObject({ withoutJudgement: 'early', coverage: 1 });
		const later = report({ holders, sums, endsAt: 200 });
		expect(later.rows.map(({ standing }) => standing)).toEqual(['active', 'inactive']);
		expect(later).not.toHaveProperty('withoutJudgement');
	});

	it('orders members that only write by their messages', () => {
		const writes = (messages: number): ActivitySum => ({ activeMs: 0, idleMs: 0, messages, lastSeenAt: 1 });
		const { rows } = report({
			holders: [holder('1'), holder('2'), holder('3')],
			sums: [
				['1', writes(1)],
				['2', writes(20)],
				['3', writes(3)],
			],
			requiredHours: 0,
		});
		expect(rows.map(({ holder: { id }, standing }) => [id, standing])).toEqual([
			['2', 'unjudged'],
			['3', 'unjudged'],
			['1', 'unjudged'],
		]);
	});

	it('calls nobody active or inactive if their time, or the period, was watched less than the guild asks for', () => {
		const world = fc.record({
			joins: fc.array(fc.integer({ min: -10, max: 110 }), { maxLength: 20 }),
			watchedFrom: fc.integer({ min: 0, max: 100 }),
			leastPercent: fc.integer({ min: 1, max: 100 }),
			requiredHours: fc.constantFrom(0, 0.5, 10),
			endsAt: fc.integer({ min: 100, max: 400 }),
		});
		fc.assert(
			fc.property(world, ({ joins, ...rest }) => {
				const holders = joins.map((at, n) => holder(String(n), at * HOUR));
				const { rows, withoutJudgement } = report({ ...rest, holders, sums: [['0', sum(90)]] });
				const { watchedFrom, leastPercent, requiredHours, endsAt } = rest;
				const isEnough = 100 - watchedFrom >= leastPercent && 10_000 / endsAt >= leastPercent;
				expect(withoutJudgement === undefined).toBe(isEnough && requiredHours > 0);
				for (const { standing, requiredMs, holder: who } of rows) {
					const from = Math.max(0, (who.joinedAt ?? 0) / HOUR);
					const ofHis = (100 * (100 - Math.max(from, watchedFrom))) / (100 - from);
					const isOver = (100 * (100 - from)) / (endsAt - from);
					if (from >= 100 || !isEnough || ofHis < leastPercent || isOver < leastPercent)
						expect(standing).toBe('unknown');
					else if (requiredHours === 0) expect(standing).toBe('unjudged');
					else if (requiredMs < Math.min(HOUR / 20, (requiredHours * HOUR) / 2)) expect(standing).toBe('unknown');
					else expect(['active', 'inactive']).toContain(standing);
				}
			}),
			{ numRuns: 300 },
		);
	});

	it('counts a member that just reaches the required hours as active', () => {
		const { rows, counts, totalActiveMs, averageActiveMs } = report({
			holders: [holder('1'), holder('2'), holder('3')],
			sums: [
				['1', sum(10)],
				['2', sum(9.99)],
			],
		});
		expect(rows.map(({ holder, standing }) => [holder.id, standing])).toEqual([
			['1', 'active'],
			['2', 'inactive'],
			['3', 'inactive'],
		]);
		expect(counts).toMatchObject({ active: 1, inactive: 2 });
		expect([totalActiveMs, averageActiveMs * 3]).toEqual([19.99 * HOUR, 19.99 * HOUR]);
	});

	it.each<[string, World, string, number]>([
		['no required hours', { holders: [holder('u')], requiredHours: 0 }, 'unjudged', 0],
		[
			'no required hours, much done',
			{ holders: [holder('u')], requiredHours: 0, sums: [['u', sum(90)]] },
			'unjudged',
			0,
		],
		['watched less than half', { holders: [holder('u')], watchedFrom: 51, sums: [['u', sum(40)]] }, 'unknown', 4.9],
		['watched too little for this guild', { holders: [holder('u')], watchedFrom: 50, leastPercent: 51 }, 'unknown', 5],
		[
			'watched little, which is enough here',
			{ holders: [holder('u')], watchedFrom: 99, leastPercent: 1 },
			'inactive',
			0.1,
		],
		[
			'joined in the middle, hardly watched since',
			{ holders: [holder('u', 20 * HOUR)], watchedFrom: 80 },
			'unknown',
			2,
		],
		[
			'joined an hour ago, in a period that runs',
			{ holders: [holder('u', 99 * HOUR)], endsAt: 110 },
			'unknown',
			10 / 110,
		],
		[
			'away all the time, watched or not',
			{ holders: [holder('u')], watchedFrom: 100, absences: [absent(0, 100)] },
			'afk',
			0,
		],
		['half watched: half is required', { holders: [holder('u')], watchedFrom: 50, sums: [['u', sum(5)]] }, 'active', 5],
		['joined a second before the end', { holders: [holder('u', 100 * HOUR - 1_000)] }, 'unknown', 1 / 36_000],
		['away but for a second', { holders: [holder('u')], absences: [absent(1 / 3_600, 100)] }, 'unknown', 1 / 36_000],
		['asked for a minute, all of it watched', { holders: [holder('u')], requiredHours: 1 / 60 }, 'inactive', 1 / 60],
		['joined in the middle', { holders: [holder('u', 75 * HOUR)], sums: [['u', sum(2.5)]] }, 'active', 2.5],
		[
			'joined in the middle, watched later',
			{ holders: [holder('u', 50 * HOUR)], watchedFrom: 75, leastPercent: 25 },
			'inactive',
			2.5,
		],
		['joined after it', { holders: [holder('u', 100 * HOUR)] }, 'unknown', 0],
		['never watched', { holders: [holder('u')], watchedFrom: 100 }, 'unknown', 0],
		['away all the time', { holders: [holder('u')], absences: [absent(-5, 60), absent(40, 200)] }, 'afk', 0],
		['away since he joined', { holders: [holder('u', 90 * HOUR)], absences: [absent(90, 100)] }, 'afk', 0],
		['away half the time', { holders: [holder('u')], absences: [absent(0, 50), absent(20, 40)] }, 'inactive', 5],
		['opted out', { holders: [holder('u')], optedOut: ['u'] }, 'unknown', 10],
	])('%s', (_, world, standing, hours) => {
		const { row } = report(world);
		expect(row?.standing).toBe(standing);
		expect(row?.requiredMs).toBeCloseTo(hours * HOUR, 3);
	});

	it('counts bots as members of the role, and leaves them and unknown members out of the average', () => {
		const { bots, counts, totalActiveMs, averageActiveMs } = report({
			holders: [holder('1'), holder('2', null, true), holder('3')],
			sums: [
				['1', sum(12)],
				['2', sum(100)],
			],
			optedOut: ['3'],
		});
		expect({ bots, counts }).toEqual({ bots: 1, counts: { active: 1, inactive: 0, afk: 0, unjudged: 0, unknown: 2 } });
		expect([totalActiveMs, averageActiveMs]).toEqual([12 * HOUR, 12 * HOUR]);
	});

	it('asks about coverage once, whenever they joined', () => {
		const holders = Array.from({ length: 1000 }, (_, n) => holder(String(n), n * 1_000));
		expect(report({ holders }).asked).toBe(1);
	});

	it('judges the members of a partial list as the whole list would, and nobody that it lacks', () => {
		const person = fc.record({
			joinedAt: fc.integer({ min: -10, max: 110 }),
			hours: fc.option(fc.integer({ min: 0, max: 20 })),
			isKnown: fc.boolean(),
		});
		fc.assert(
			fc.property(fc.array(person, { maxLength: 30 }), fc.integer({ min: 0, max: 100 }), (people, watchedFrom) => {
				const holders = people.map(({ joinedAt }, n) => holder(String(n), joinedAt * HOUR));
				const sums = people.flatMap(({ hours }, n): [string, ActivitySum][] =>
					hours === null ? [] : [[String(n), sum(hours)]],
				);
				const world = { sums, watchedFrom };
				const whole = report({ ...world, holders });
				const known = holders.filter((_, n) => people[n]?.isKnown);
				const partial = report({ ...world, holders: known, complete: false });
				const ids = new Set(known.map(({ id }) => id));
				expect(partial.rows).toEqual(whole.rows.filter((row) => ids.has(row.holder.id)));
				expect(partial.list.complete).toBe(false);
				for (const [standing, count] of Object.entries(partial.counts))
					expect(count).toBeLessThanOrEqual(whole.counts[standing as keyof typeof whole.counts]);
				expect(partial.totalActiveMs).toBeLessThanOrEqual(whole.totalActiveMs);
			}),
			{ numRuns: 200 },
		);
	});

	it('counts everyone once, never requires more than the hours, and does not depend on the order', () => {
		const worlds = fc.record({
			joins: fc.array(fc.integer({ min: -10, max: 110 }), { maxLength: 30 }),
			hours: fc.array(fc.double({ min: 0, max: 20, noNaN: true }), { maxLength: 30 }),
			away: fc.tuple(fc.integer({ min: -10, max: 110 }), fc.integer({ min: 0, max: 110 })),
			watchedFrom: fc.integer({ min: 0, max: 100 }),
		});
		fc.assert(
			fc.property(worlds, ({ joins, hours, away: [from, length], watchedFrom }) => {
				const holders = joins.map((at, n) => holder(n === 0 ? 'u' : String(n), at * HOUR));
				const sums = hours.map((h, n) => [String(n), sum(h)] as [string, ActivitySum]);
				const world = { holders, sums, watchedFrom, absences: [absent(from, from + length)] };
				const { rows, counts } = report(world);
				expect(Object.values(counts).reduce((a, b) => a + b, 0)).toBe(holders.length);
				for (const row of rows) {
					expect(row.requiredMs).toBeGreaterThanOrEqual(0);
					expect(row.requiredMs).toBeLessThanOrEqual(10 * HOUR + 1);
					if (row.standing === 'inactive') expect(row.activeMs).toBeLessThan(row.requiredMs);
				}
				expect(report({ ...world, holders: holders.toReversed() }).rows).toEqual(rows);
			}),
			{ numRuns: 200 },
		);
	});
});
