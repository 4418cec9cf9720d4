import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { readWith } from '../tests/readWith.js';
import { gains } from './gains/index.js';
import { FULL_SCALE } from './promises/Scale.js';
import { readArguments } from './readArguments.js';

const read = (...argv: string[]) => readWith(readArguments, ...argv);

describe('the arguments of the validation', () => {
	it('are every promise at the size that was promised, unless told otherwise', () => {
		const { scale, ...given } = read().given();
		expect(given).toEqual({ gains, isFull: true, isRewrite: false });
		expect(scale).toMatchObject({ sizes: [1_000, 25_000, 100_000, 500_000], calls: 10_000, mostMembers: 1_000_000 });
		expect(scale.load).toMatchObject({ people: 50, guilds: 20, seconds: 120 });
		expect(scale.day).toMatchObject({ guilds: 500, hours: 24, commandsPerHour: 40 });
		expect(scale.patienceMs).toBeUndefined();
	});

	it('choose promises in their own order, still at full size', () => {
		const { gains: chosen, scale, isFull } = read('--only', 'day,first').given();
		expect(chosen.map(({ name }) => name)).toEqual(['first', 'day']);
		expect({ sizes: scale.sizes, isFull }).toEqual({ sizes: FULL_SCALE.sizes, isFull: true });
	});

	it.each([
		['--members', '300', { sizes: [300], mostMembers: 300, faultyMembers: 2_001 }],
		['--calls', '5', { calls: 5 }],
		['--patience', '2', { patienceMs: 2_000 }],
		['--seconds', '3', { load: { seconds: 3 } }],
		['--hours', '2', { day: { hours: 2 } }],
		['--guilds', '4', { load: { guilds: 4 }, day: { guilds: 4 } }],
		['--changes', '12', { day: { changesPerMember: 12 } }],
	])('make it smaller by %s %s, and then not a full run', (flag, value, expected) => {
		const { scale, isFull } = read(flag, value).given();
		expect(scale).toMatchObject(expected);
		expect(isFull).toBe(false);
	});

	it.each([
		['--only', 'everything'],
		['--members', '99'],
		['--rounds', '0'],
		['--calls', 'many'],
		['--patience', '121'],
		['--hours', '1.5'],
		['--gains', 'day'],
	])('refuse %s %s and name the flag', (flag, value) => {
		const { given, stderr } = read(flag, value);
		expect(given).toThrow(CommanderError);
		expect(stderr()).toContain(flag);
	});
});
