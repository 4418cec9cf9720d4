import type { APIApplicationCommand } from 'discord-api-types/v10';
import { expect, it } from 'vitest';
import { linesFor, linesOf, optionsIn } from '../../page/src/typedLine.js';

const option = (name: string, type = 3) => ({ name, description: name, type });
const command = (name: string, options: object[] = [], type = 1) => ({
	botId: '1',
	botName: 'bot',
	command: { name, description: name, options, type } as unknown as APIApplicationCommand,
});
const lines = linesOf([
	command('report', [option('days', 4), option('reason')]),
	command('reports'),
	command('settings', [
		{ ...option('hours', 1), options: [option('role', 8)] },
		{ ...option('more', 2), options: [{ ...option('deep', 1), options: [] }] },
	]),
	command('Look', [], 2),
]);
const names = (text: string) => linesFor(text, lines).map(({ name }) => name);

it('Each subcommand is a line of its own, and commands of menus are none', () => {
	expect(lines.map(({ name }) => name)).toEqual(['report', 'reports', 'settings hours', 'settings more deep']);
});

it('What is typed finds the commands that begin so, then those that have it inside', () => {
	expect(names('/')).toHaveLength(4);
	expect(names('/rep')).toEqual(['report', 'reports']);
	expect(names('/report')).toEqual(['report']);
	expect(names('/report days:7')).toEqual(['report']);
	expect(names('/settings h')).toEqual(['settings hours']);
	expect(names('/hours')).toEqual(['settings hours']);
	expect(names('/none')).toEqual([]);
});

it('Options are typed with their names, or without if there is one', () => {
	const [report, , hours] = lines;
	if (!report || !hours) throw new Error('There are fewer lines.');
	expect(optionsIn('/report days:7 reason:"two words" other:x', report)).toEqual({ days: '7', reason: 'two words' });
	expect(optionsIn('/report', report)).toEqual({});
	expect(optionsIn('/report 7', report)).toEqual({});
	expect(optionsIn('/settings hours role:Crew', hours)).toEqual({ role: 'Crew' });
	expect(optionsIn('/settings hours Crew', hours)).toEqual({ role: 'Crew' });
});
