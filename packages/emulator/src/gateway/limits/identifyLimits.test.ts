import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../clock/index.js';
import { IdentifyLimit } from './IdentifyLimit.js';
import { SessionStartLimit } from './SessionStartLimit.js';

describe('IdentifyLimit', () => {
	it('lets one shard per rate limit key identify in a window', () => {
		const clock = new ManualClock();
		const limit = new IdentifyLimit(clock, 2, 5_000);
		expect([0, 1, 2, 3].map((shard) => limit.take('bot', shard))).toEqual([true, true, false, false]);
		clock.advance(5_000);
		expect([2, 3].map((shard) => limit.take('bot', shard))).toEqual([true, true]);
	});

	it('counts each bot separately', () => {
		const limit = new IdentifyLimit(new ManualClock(), 1, 5_000);
		expect(limit.take('one', 0)).toBe(true);
		expect(limit.take('two', 0)).toBe(true);
	});
});

describe('SessionStartLimit', () => {
	it('counts starts over all shards and gives them back after a day', () => {
		const clock = new ManualClock();
		const limit = new SessionStartLimit(clock, 2, 1);
		expect([limit.take('bot'), limit.take('bot'), limit.take('bot')]).toEqual([true, true, false]);
		expect(limit.info('bot')).toEqual({ total: 2, remaining: 0, reset_after: 86_400_000, max_concurrency: 1 });
		clock.advance(86_400_000);
		expect(limit.info('bot').remaining).toBe(2);
	});
});
