import { describe, expect, it } from 'vitest';
import { floor } from './index.js';
import type { Reached } from './Reached.js';

const reached: Reached = {
	fault: 'a lost chunk',
	members: 25_000,
	ms: 1_900,
	floorMs: 1_350,
	requests: { gateway: 2, rest: 1 },
	verdict: 'recovered',
};

describe('a right list near the floor', () => {
	it('is judged from 25,000 members on, and only shown below', () => {
		const found = [reached, { ...reached, members: 1_000, ms: 9_000 }];
		expect(floor.judge(found)).toEqual([
			{ what: 'a lost chunk, 25,000 members: a right list within 2.0 s', figure: '1.9 s', isReached: true },
		]);
		expect(floor.render(found)).toContain('| a lost chunk | 1.4 s | 1.9 s | 1.41 × | 2 + 1 |');
		expect(floor.render(found)).not.toContain('MISSED');
	});

	it('is missed by what takes longer, and by what is no right list', () => {
		const late = { ...reached, ms: 2_000 };
		const partial = { ...reached, verdict: 'labelled' as const };
		const wrong = { ...reached, verdict: 'wrong' as const };
		expect(floor.judge([late, partial, wrong]).map(({ isReached }) => isReached)).toEqual([false, false, false]);
		expect(floor.render([late])).toContain('1.48 × MISSED');
		expect([floor.findLies([late, partial]), floor.findLies([wrong])]).toEqual([
			[],
			['a lost chunk, 25,000 members: a list was called complete and is not.'],
		]);
	});
});
