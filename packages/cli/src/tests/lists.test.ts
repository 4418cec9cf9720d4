import { describe, expect, it } from 'vitest';
import { anEmulator } from './rollcall.js';

describe('rollcall guilds', () => {
	it('lists every guild, over several pages, for people and as JSON', async () => {
		const guilds = Array.from({ length: 205 }, (_, index) => ({ members: 10 + index }));
		const { ask, emulator } = await anEmulator({ guilds });
		const wanted = [...emulator.world.guilds.values()].map(({ id, name, size }) => ({ id, members: size, name }));
		wanted.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
		const { code, out } = await ask(['guilds', '--json']);
		expect([code, JSON.parse(out)]).toEqual([0, wanted]);
		const lines = (await ask(['guilds'])).out.trimEnd().split('\n');
		expect(lines[0]).toMatch(/^ID +MEMBERS {2}NAME$/);
		expect(lines.slice(1).map((line) => line.split(/ {2,}/))).toEqual(
			wanted.map(({ id, members, name }) => [id, members.toLocaleString('en-US'), name]),
		);
		expect(emulator.stats.bot().identifies).toBe(0);
	});
});

describe('rollcall guilds, if something else answers', () => {
	it.each([[[{ id: 'x', name: 'y' }]], [{ message: 'hello' }]])('refuses %j', async (body) => {
		const { ask, emulator } = await anEmulator({ guilds: [{ members: 20 }] });
		emulator.faults.add({ on: 'rest', route: 'listCurrentUserGuilds', status: 200, body, times: 1 });
		const { code, out, last } = await ask(['guilds']);
		expect([code, out, last]).toEqual([1, '', expect.stringContaining("none of Discord's")]);
	});
});

describe('rollcall roles', () => {
	it('lists every role with its holders, the highest first', async () => {
		const { ask, guild } = await anEmulator({ guilds: [{ members: 200 }] });
		guild.createRole({ name: 'Evil\u001b[31m' });
		const { code, out } = await ask(['roles', guild.id, '--json']);
		const counts = guild.roleCounts();
		const sorted = [...guild.roles.values()].sort((a, b) => b.position - a.position);
		const wanted = sorted.map(({ id, name }) => ({ id, members: id === guild.id ? 200 : (counts[id] ?? 0), name }));
		expect([code, JSON.parse(out)]).toEqual([0, wanted]);
		const shown = await ask(['roles', guild.id]);
		expect(shown.out).toContain('Evil\\u001b[31m');
		expect(shown.out).not.toContain('\u001b');
	});
});

describe('rollcall roles, if Discord counts only some', () => {
	it('says of no role that it does not know that nobody holds it', async () => {
		const { ask, guild, emulator } = await anEmulator({ guilds: [{ members: 20 }] });
		const [counted, other] = [guild.createRole({ name: 'Counted' }), guild.createRole({ name: 'Other' })];
		const body = { [counted.id]: 0 };
		emulator.faults.add({ on: 'rest', route: 'roleMemberCounts', status: 200, body, times: 2 });
		const { code, out } = await ask(['roles', guild.id, '--json']);
		expect([code, JSON.parse(out)]).toEqual([
			0,
			expect.arrayContaining([
				{ id: counted.id, members: 0, name: 'Counted' },
				{ id: other.id, members: null, name: 'Other' },
			]),
		]);
		const lines = (await ask(['roles', guild.id])).out.split('\n').map((line) => line.split(/ {2,}/));
		expect(lines).toEqual(
			expect.arrayContaining([
				[counted.id, '0', 'Counted'],
				[other.id, '?', 'Other'],
			]),
		);
	});
});

describe('rollcall member', () => {
	it('shows members, and ends with 1 if somebody is none', async () => {
		const { ask, guild } = await anEmulator({ guilds: [{ members: 200 }] });
		const { user } = guild.update(guild.memberAt(7).user.id, { nick: 'Nick\u001b[2J' });
		const found = await ask(['member', guild.id, user.id]);
		expect([found.code, found.err]).toEqual([0, '']);
		expect(found.out).toContain(`${user.id}\n`);
		expect(found.out).toContain('Nick\\u001b[2J');
		const both = await ask(['member', guild.id, user.id, '123456789012345678', '--json']);
		expect(both.code).toBe(1);
		expect(
			both.out
				.trimEnd()
				.split('\n')
				.map((line) => JSON.parse(line)),
		).toMatchObject([
			{ id: user.id, member: true, nick: 'Nick\u001b[2J', roles: guild.member(user.id)?.roles },
			{ id: '123456789012345678', member: false },
		]);
	});

	it('refuses what is no id', async () => {
		const { ask, guild } = await anEmulator({ guilds: [{ members: 20 }] });
		for (const id of ['abc', '0', '18446744073709551616', '-5x'])
			expect(await ask(['member', guild.id, id])).toMatchObject({ code: 2, out: '' });
	});
});

describe('the options of an export', () => {
	it.each([
		['--all', '--any', '--role', 'x'],
		['--any'],
		['--bots', '--humans'],
		['--no-role', '--role', 'x'],
		['--joined-before', '2026-02-30'],
		['--joined-before', '2026-01-31T10:00'],
		['--joined-after', 'yesterday'],
		['--excel', '--format', 'json'],
		['--nonsense'],
		['extra'],
	])('are refused before anything is asked: %s', async (...argv) => {
		const { ask, guild, emulator } = await anEmulator({ guilds: [{ members: 20 }] });
		expect(await ask(['export', guild.id, ...argv])).toMatchObject({ code: 2, out: '' });
		expect(emulator.stats.bot().rest.total).toBe(0);
	});
});

describe('--help', () => {
	it.each(['', 'export', 'diff', 'guilds', 'roles', 'member', 'doctor', 'completion'])(
		'of "%s" has examples',
		async (name) => {
			const { ask } = await anEmulator({ guilds: [{ members: 20 }] });
			const { code, out, err } = await ask([...(name === '' ? [] : [name]), '--help']);
			expect([code, err]).toEqual([0, '']);
			expect(out).toMatch(/Examples:\n {2}\$ .*rollcall /);
			expect(out).not.toContain('[])');
		},
	);

	it('says of lists what a running bot notices', async () => {
		const { ask } = await anEmulator({ guilds: [{ members: 20 }] });
		for (const name of ['export', 'diff', 'doctor'])
			expect((await ask([name, '--help'])).out).toContain('running bot of the same token notices');
	});
});
