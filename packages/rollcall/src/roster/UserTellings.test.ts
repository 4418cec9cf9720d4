import { describe, expect, it } from 'vitest';
import { UserTellings } from './UserTellings.js';

describe('UserTellings', () => {
	it('knows since when no other shard has told of a user', () => {
		const tellings = new UserTellings();
		tellings.note('7', 0, 100);
		tellings.note('7', 1, 200);
		const asked = [0, 1, 2].map((shardId) =>
			[101, 200, 201].map((since) => tellings.isToldElsewhere('7', shardId, since)),
		);
		expect(asked).toEqual([
			[true, true, false],
			[false, false, false],
			[true, true, false],
		]);
		expect(tellings.isToldElsewhere('8', 2, Number.NEGATIVE_INFINITY)).toBe(false);
	});

	it('doubts everybody whom it may have dropped, be it by age, by number or because they are forgotten', () => {
		const tellings = new UserTellings();
		tellings.note('7', 0, 100);
		tellings.forget('7');
		tellings.forget('9');
		expect(['7', '8'].map((id) => tellings.isToldElsewhere(id, 1, 100))).toEqual([true, true]);
		expect(tellings.isToldElsewhere('7', 1, 101)).toBe(false);
		tellings.note('1', 0, 1_000);
		tellings.note('2', 0, 200_000);
		expect(tellings.isToldElsewhere('3', 1, 1_000)).toBe(true);
		for (let id = 10; id < 6_000; id++) tellings.note(String(id), 0, 200_000 + id);
		expect(tellings.isToldElsewhere('10', 1, 200_500)).toBe(true);
		expect(tellings.isToldElsewhere('5999', 1, 206_000)).toBe(false);
	});
});
