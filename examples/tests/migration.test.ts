import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { members } from '../src/members.js';
import { checkFlags, chooseWay, modeOf, type Ways } from '../src/migration/chooseWay.js';
import { holdersOf } from '../src/migration/holdersOf.js';
import { setStage } from './stage.js';

const log = vi.spyOn(console, 'log').mockImplementation(() => {});
beforeEach(() => void log.mockClear());
afterEach(() => vi.unstubAllEnvs());
afterAll(() => members.close());

const logged = () => expect.poll(() => log.mock.calls.map(([line]) => line as string));
const ways = (legacy: string[], optimized: () => Promise<string[]>): Ways => ({
	legacy: async () => legacy,
	optimized,
});

const compare = (command: string, legacy: string[], optimized: string[]) =>
	chooseWay(
		command,
		ways(legacy, async () => optimized),
		'compare',
	);

describe('the flags of the migration', () => {
	it('name the way of each command, and the new way is that of the others', () => {
		const flags = 'holders:compare, welcome:legacy';
		expect([modeOf('holders', flags), modeOf('welcome', flags), modeOf('hold', flags)]).toEqual([
			'compare',
			'legacy',
			'optimized',
		]);
		expect(modeOf('holders', '')).toBe('optimized');
	});

	it.each(['holders', 'holders:', 'holders:old', 'holders=legacy,holders:of'])(
		'refuse %s and say what they take',
		(flags) => {
			expect(() => modeOf('holders', flags)).toThrow(/MEMBER_FETCH has "holders.*legacy, optimized, compare/);
		},
	);

	it('are refused at the start if they name a command that has no two ways, or no way', () => {
		const commands = ['holders', 'welcome'];
		for (const flags of ['', ' ', 'holders:legacy', 'holders:compare, welcome:legacy,'])
			expect(() => checkFlags(commands, flags)).not.toThrow();
		expect(() => checkFlags(commands, 'holders:legacy,holder:legacy')).toThrow(/names "holder"; .* holders, welcome\./);
		expect(() => checkFlags(commands, 'holders')).toThrow(/MEMBER_FETCH has "holders"/);
	});

	it('compare answers in the old way, and logs whether the new one agrees', async () => {
		expect(await compare('a', ['1', '2'], ['2', '1'])).toEqual(['1', '2']);
		await logged().toEqual(['a: the two ways agree on 2']);
		expect(await compare('b', ['1', '2'], ['2', '3'])).toEqual(['1', '2']);
		await logged().toContain('b: the two ways differ: only the old one has 1 (1), only the new one 1 (3)');
	});

	it('compare lets the new way fail without harm', async () => {
		const fails = ways(['1'], () => Promise.reject(new Error('no')));
		expect(await chooseWay('c', fails, 'compare')).toEqual(['1']);
		await logged().toEqual(['c: the new way failed: Error: no']);
	});
});

it.each(['legacy', 'optimized', 'compare'])('Holders are the same by MEMBER_FETCH=holders:%s', async (mode) => {
	vi.stubEnv('MEMBER_FETCH', `holders:${mode}`);
	const { guild, role } = await setStage();
	expect((await holdersOf(guild, role.id)).sort()).toEqual([...role.holders].sort());
	if (mode === 'compare') await logged().toEqual([`holders: the two ways agree on ${role.holders.length}`]);
});
