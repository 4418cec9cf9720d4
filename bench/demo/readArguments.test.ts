import { describe, expect, it } from 'vitest';
import { readArguments } from './readArguments.js';

describe('the arguments of the demo', () => {
	it.each(['abc', '0', '-5', '2.5', '2000', '100001', '1e4', ''])(
		'refuses --members %j and says what to give',
		async (value) => {
			expect(() => readArguments([`--members=${value}`])).toThrow(
				/^--members is ".*"[\s\S]*whole number from 2001 to 100000/,
			);
		},
	);

	it('takes 25,000 members unless told otherwise', () => {
		expect(readArguments([])).toEqual({ members: 25_000 });
		expect(readArguments(['--members', '2500'])).toEqual({ members: 2500 });
	});
});
