import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { sideNames } from '../sides/index.js';
import { readWith } from '../tests/readWith.js';
import { readArguments } from './readArguments.js';

const read = (...argv: string[]) => readWith(readArguments, ...argv);

describe('the arguments of the bench', () => {
	it('are every side and three sizes unless told otherwise, and only then a full run', () => {
		const { rounds, ...given } = read().given();
		expect(given).toEqual({
			members: [10_000, 100_000, 1_000_000],
			sides: sideNames,
			smallGuilds: 2_500,
			isFull: true,
		});
		expect([10_000, 100_000, 1_000_000].map(rounds)).toEqual([3, 3, 1]);
	});

	it('take lists with commas, each thing once', () => {
		const { rounds, ...given } = read(
			'--members',
			'10000,300,300',
			'--rounds',
			'5',
			'--sides',
			'discord.js,service',
		).given();
		expect(given).toEqual({ members: [10_000, 300], sides: ['discord.js', 'service'], smallGuilds: 0, isFull: false });
		expect(rounds(1_000_000)).toBe(5);
	});

	it('run small guilds alone if only those are named', () => {
		expect(read('--small-guilds', '200').given()).toMatchObject({ members: [], smallGuilds: 200, isFull: false });
	});

	it.each([
		['--small-guilds', '3'],
		['--members', 'many'],
		['--members', '10000,'],
		['--members', '99'],
		['--rounds', '0'],
		['--rounds', '1.5'],
		['--sides', 'discord'],
		['--round', '1'],
	])('refuse %s %s and name the flag', (flag, value) => {
		const { given, stderr } = read(flag, value);
		expect(given).toThrow(CommanderError);
		expect(stderr()).toContain(flag);
	});
});
