import { describe, expect, it } from 'vitest';
import { planRounds } from './planRounds.js';

describe('planRounds', () => {
	it('takes every second round the other way round, size by size', () => {
		const plan = planRounds({
			members: [10_000, 1_000_000],
			sides: ['discord.js', 'service'],
			rounds: (members) => (members === 10_000 ? 3 : 1),
		});
		expect(plan.map(({ members, round, side }) => `${members} ${round} ${side}`)).toEqual([
			'10000 1 discord.js',
			'10000 1 service',
			'10000 2 service',
			'10000 2 discord.js',
			'10000 3 discord.js',
			'10000 3 service',
			'1000000 1 discord.js',
			'1000000 1 service',
		]);
		expect(plan.map(({ place }) => place)).toEqual([1, 2, 1, 2, 1, 2, 1, 2]);
	});
});
