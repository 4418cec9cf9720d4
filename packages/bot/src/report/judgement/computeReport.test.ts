import { describe, expect, it } from 'vitest';
import type { ActivitySum } from '../../interfaces/ActivitySource.js';
import { absent, HOUR, holder, report, sum, type World } from '../tests/report.js';

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
		['away since they joined', { holders: [holder('u', 90 * HOUR)], absences: [absent(90, 100)] }, 'afk', 0],
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
});
