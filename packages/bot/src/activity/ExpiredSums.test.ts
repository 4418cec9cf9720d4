import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openDatabase } from '../database/index.js';
import { ActivityKeys } from './ActivityKeys.js';
import { ActivitySums } from './ActivitySums.js';
import { activityMigrations } from './activityMigrations.js';
import { DayTotals } from './DayTotals.js';
import { ExpiredSums, SUMS_KEPT_DAYS } from './ExpiredSums.js';

const DAY = 86_400_000;
const TODAY = 20_000;
const FIRST = TODAY - SUMS_KEPT_DAYS;

const gain = fc.record({
	user: fc.constantFrom('a', 'b', 'c', 'd'),
	day: fc.oneof(fc.integer({ min: FIRST - 40, max: FIRST + 3 }), fc.integer({ min: FIRST - 400, max: TODAY })),
	activeMs: fc.nat(DAY),
	idleMs: fc.nat(DAY),
	messages: fc.nat(9),
});

it('the sums of thirteen months stay; older sums and members without sums are removed', () => {
	const check = (gains: { user: string; day: number; activeMs: number; idleMs: number; messages: number }[]) => {
		const database = openDatabase(':memory:', [activityMigrations]);
		const keys = new ActivityKeys(database);
		const [totals, sums] = [new DayTotals(database), new ActivitySums(database, keys)];
		const guild = keys.guild('g');
		keys.member(guild, 'never seen');
		for (const { user, day, ...rest } of gains)
			totals.add(keys.member(guild, user), day, { ...rest, seenAt: day * DAY + rest.messages });
		const days = [FIRST, FIRST + 1, FIRST + 2, FIRST + 40, TODAY - 1, TODAY, TODAY + 1];
		const periods = days.flatMap((from) => days.filter((to) => to > from).map((to) => [from * DAY, to * DAY] as const));
		const read = () => periods.map(([from, to]) => [...sums.sums('g', { from, to })].sort());
		const before = read();
		for (const _ of new ExpiredSums(database, keys).expire(guild, TODAY));
		expect(read()).toEqual(before);
		expect(database.prepare('SELECT count(*) FROM activity_total WHERE day < ?').pluck().get(FIRST)).toBe(0);
		expect(sums.sums('g', { from: 0, to: FIRST * DAY }).size).toBe(0);
		const left = new Set(gains.filter(({ day }) => day >= FIRST).map(({ user }) => user));
		expect(new Set(keys.usersOf('g'))).toEqual(left);
		const again = [...new ExpiredSums(database, keys).expire(guild, TODAY)];
		expect(again).toEqual([]);
		// Later rows count from there.
		totals.add(keys.member(guild, 'a'), TODAY, { activeMs: 7, seenAt: TODAY * DAY });
		const today = { from: TODAY * DAY, to: (TODAY + 1) * DAY };
		const wasActive = before[periods.length - 1]?.find(([user]) => user === 'a')?.[1].activeMs ?? 0;
		expect(sums.sums('g', today).get('a')?.activeMs).toBe(wasActive + 7);
		database.close();
	};
	fc.assert(fc.property(fc.array(gain, { maxLength: 40 }), check), { numRuns: 150 });
});
