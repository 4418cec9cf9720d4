import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AGE, allows, describeRule, FLAG, factorFrom, type Rule, TIMER, WAIT, wholeFrom } from './rules.js';

const LONGEST_TIMER_MS = 2_147_483_647;

interface Case {
	readonly name: string;
	readonly rule: Rule;
	readonly text: string;
	readonly good: readonly unknown[];
	readonly bad: readonly unknown[];
}

const CASES: readonly Case[] = [
	{ name: 'a flag', rule: FLAG, text: 'true or false', good: [true, false], bad: [0, 1, Object(true)] },
	{
		name: 'an age',
		rule: AGE,
		text: 'a number of milliseconds >= 0',
		good: [0, -0, 0.5, LONGEST_TIMER_MS + 1, Number.MAX_VALUE],
		bad: [-Number.MIN_VALUE, -1],
	},
	{
		name: 'a wait',
		rule: WAIT,
		text: 'a number of milliseconds from 0 to 2147483647',
		good: [0, 0.5, LONGEST_TIMER_MS],
		bad: [-1, LONGEST_TIMER_MS + 0.5],
	},
	{
		name: 'a timer',
		rule: TIMER,
		text: 'a number of milliseconds > 0 and <= 2147483647',
		good: [Number.MIN_VALUE, 0.5, LONGEST_TIMER_MS],
		bad: [0, -0, -1, LONGEST_TIMER_MS + 0.5],
	},
	{
		name: 'a whole number',
		rule: wholeFrom(1, 'guilds'),
		text: 'a whole number >= 1',
		good: [1, 2, Number.MAX_SAFE_INTEGER],
		bad: [0, 1.5, Number.MAX_SAFE_INTEGER + 1],
	},
	{
		name: 'a number of bytes',
		rule: wholeFrom(1, 'bytes'),
		text: 'a whole number of bytes >= 1',
		good: [1],
		bad: [0],
	},
	{ name: 'a factor', rule: factorFrom(1), text: 'a number >= 1', good: [1, 1.5, 1e300], bad: [0.999] },
];

describe.each(CASES)('the rule for $name', ({ rule, text, good, bad }) => {
	it('allows what lies within its bounds, and includes an end if it says so', () => {
		expect(good.filter((value) => !allows(rule, value))).toEqual([]);
		expect(bad.filter((value) => allows(rule, value))).toEqual([]);
	});

	it('says what it allows', () => {
		expect(describeRule(rule)).toBe(text);
	});

	it('allows no value of another kind', () => {
		const isOfKind = (value: unknown) => typeof value === typeof good[0];
		const endless = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
		expect(endless.filter((value) => allows(rule, value))).toEqual([]);
		fc.assert(
			fc.property(fc.anything(), (value) => {
				fc.pre(!isOfKind(value));
				expect(allows(rule, value)).toBe(false);
			}),
		);
	});
});
