import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import type { ActivitySum } from '../../interfaces/ActivitySource.js';
import { absent, HOUR, holder, report, sum } from '../tests/report.js';

describe('computeReport', () => {
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
			{ numRuns: 300 * inject('depth') },
		);
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
			{ numRuns: 200 * inject('depth') },
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
			{ numRuns: 200 * inject('depth') },
		);
	});
});
