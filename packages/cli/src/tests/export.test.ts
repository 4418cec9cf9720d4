import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { isFormula, isNumber, readAsSpreadsheet } from '../../../csv/src/tests/readAsSpreadsheet.js';
import { aFolder, anEmulator } from './rollcall.js';

type Stage = Awaited<ReturnType<typeof anEmulator>>;
type Row = Record<string, string>;

const byId = (a: { id: string }, b: { id: string }) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1);

/** What an export should have, from the world itself. */
function truthOf({ guild }: Stage, isChosen: (member: ReturnType<Stage['guild']['memberAt']>) => boolean = () => true) {
	return [...guild.members()].filter(isChosen).map(({ user, nick, roles, joined_at }) => ({
		id: user.id,
		username: user.username,
		global_name: user.global_name ?? null,
		nick: nick ?? null,
		bot: user.bot ?? false,
		joined_at,
		roles,
	}));
}

const idsOf = (csv: string) => (parse(csv, { columns: true }) as Row[]).map(({ id }) => id).sort();
const readLines = (text: string) =>
	text
		.trimEnd()
		.split('\n')
		.map((line) => JSON.parse(line));

describe('rollcall export', () => {
	it('writes every member as JSON Lines, exactly as the guild has them, and ends with 0', async () => {
		const stage = await anEmulator();
		const { code, out, last } = await stage.ask(['export', stage.guild.id, '--format', 'jsonl']);
		expect([code, last]).toEqual([0, 'Wrote 1500 members to stdout. The list is complete.']);
		expect(readLines(out).sort(byId)).toEqual(truthOf(stage));
	});

	it('writes the same as JSON and as CSV with plain ids', async () => {
		const stage = await anEmulator();
		const json = await stage.ask(['export', stage.guild.id, '--format', 'json', '--quiet']);
		expect(JSON.parse(json.out).sort(byId)).toEqual(truthOf(stage));
		expect(json.err).toBe('');
		const { out } = await stage.ask(['export', stage.guild.id]);
		const rows = (parse(out, { columns: true }) as Row[]).map(({ roles = '', ...row }) => ({
			...row,
			roles: roles === '' ? [] : roles.split(';'),
		}));
		const wanted = truthOf(stage).map((row) => ({
			...row,
			bot: String(row.bot),
			global_name: row.global_name ?? '',
			nick: row.nick ?? '',
			joined_at: row.joined_at ?? '',
		}));
		const bare = (all: unknown[]) => JSON.parse(JSON.stringify(all).replaceAll("'", ''));
		expect(bare(rows.sort((a, b) => byId(a as never, b as never)))).toEqual(bare(wanted));
	});

	it('writes a file of mode 0600 and its description, and leaves nothing else', async () => {
		const stage = await anEmulator();
		const folder = aFolder();
		const file = join(folder, 'all.csv');
		writeFileSync(file, 'old');
		chmodSync(file, 0o644);
		const { code, out } = await stage.ask(['export', stage.guild.id, '--out', file]);
		expect([code, out]).toEqual([0, '']);
		expect(readdirSync(folder).sort()).toEqual(['all.csv', 'all.csv.meta.json']);
		for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
		expect(idsOf(readFileSync(file, 'utf8'))).toHaveLength(1_500);
		expect(JSON.parse(readFileSync(`${file}.meta.json`, 'utf8'))).toMatchObject({
			complete: true,
			status: 'complete',
			guild: { id: stage.guild.id, name: stage.guild.name },
			rows: 1_500,
			members: 1_500,
			filters: {},
			format: 'csv',
			sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
		});
	});

	it('writes to what a link leads to, and refuses a folder and a device in its place', async () => {
		const stage = await anEmulator({ guilds: [{ members: 20 }] });
		const folder = aFolder();
		writeFileSync(join(folder, 'real.csv'), '');
		symlinkSync(join(folder, 'real.csv'), join(folder, 'link.csv'));
		expect((await stage.ask(['export', stage.guild.id, '--out', join(folder, 'link.csv')])).code).toBe(0);
		expect(idsOf(readFileSync(join(folder, 'real.csv'), 'utf8'))).toHaveLength(20);
		mkdirSync(join(folder, 'dir'));
		for (const path of [join(folder, 'dir'), '/dev/null'])
			expect(await stage.ask(['export', stage.guild.id, '--out', path])).toMatchObject({ code: 2, out: '' });
		const { code, last } = await stage.ask(['export', stage.guild.id, '--out', join(folder, 'none/x.csv')]);
		expect([code, last]).toEqual([1, expect.stringContaining('its folder does not exist (ENOENT)')]);
		expect(stage.emulator.stats.bot().identifies).toBe(1);
	});

	it('writes to what a link leads to, though it is not there yet', async () => {
		const stage = await anEmulator({ guilds: [{ members: 20 }] });
		const folder = aFolder();
		symlinkSync('real.csv', join(folder, 'link.csv'));
		expect((await stage.ask(['export', stage.guild.id, '--out', join(folder, 'link.csv')])).code).toBe(0);
		expect(readdirSync(folder).sort()).toEqual(['link.csv', 'real.csv', 'real.csv.meta.json']);
		symlinkSync('circle.csv', join(folder, 'circle.csv'));
		const { code, last } = await stage.ask(['export', stage.guild.id, '--out', join(folder, 'circle.csv')]);
		expect([code, last]).toEqual([1, expect.stringContaining('(ELOOP)')]);
	});

	it('refuses what can be no name of a file before it asks for anything', async () => {
		const stage = await anEmulator({ guilds: [{ members: 20 }] });
		const folder = aFolder();
		mkdirSync(join(folder, 'all.csv.meta.json'));
		for (const path of ['', join(folder, 'none/'), join(folder, 'all.csv')]) {
			const { code, out, last } = await stage.ask(['export', stage.guild.id, '--out', path]);
			expect([code, out, last], path).toEqual([2, '', expect.stringMatching(/--out: .* is no (name of a )?file\./)]);
		}
		expect([readdirSync(folder), stage.emulator.stats.bot().rest.total]).toEqual([['all.csv.meta.json'], 0]);
	});

	it('identifies only the shard of the guild, with the recommended number of shards', async () => {
		const guilds = Array.from({ length: 6 }, () => ({ members: 30 }));
		const stage = await anEmulator({ guilds, gateway: { shards: 4 } });
		for (const guild of stage.emulator.world.guilds.values()) {
			const before = stage.emulator.stats.bot().identifies;
			const { code, out } = await stage.ask(['export', guild.id]);
			expect([code, idsOf(out).length]).toEqual([0, 30]);
			expect(stage.emulator.stats.bot().identifies).toBe(before + 1);
		}
	});

	it('chooses members by roles, by kind and by the day on which they joined', async () => {
		const stage = await anEmulator();
		const { guild, ask } = stage;
		const red = guild.createRole({ name: 'Crew of the red ship' });
		const blue = guild.createRole({ name: 'Crew of the blue ship' });
		for (let index = 0; index < 30; index++) guild.addRole(guild.memberAt(index).user.id, red.id);
		for (let index = 20; index < 60; index++) guild.addRole(guild.memberAt(index).user.id, blue.id);
		const has = (id: string) => (member: { roles: string[] }) => member.roles.includes(id);
		const time = Date.parse('2024-06-01T00:00:00Z');
		const joined = ({ joined_at }: { joined_at: string | null }) => Date.parse(joined_at ?? '');
		const cases: [string[], Parameters<typeof truthOf>[1]][] = [
			[['--role', 'Crew of the red ship'], has(red.id)],
			[['--role', red.id, '--role', 'Crew of the blue ship'], (member) => has(red.id)(member) && has(blue.id)(member)],
			[
				['--role', 'Crew of the red ship', '--role', 'Crew of the blue ship', '--any'],
				(member) => has(red.id)(member) || has(blue.id)(member),
			],
			[
				['--role', 'Crew of the blue ship', '--without-role', 'Crew of the red ship'],
				(member) => has(blue.id)(member) && !has(red.id)(member),
			],
			[['--no-role'], ({ roles }) => roles.length === 0],
			[['--bots'], ({ user }) => user.bot === true],
			[['--humans', '--role', 'Crew of the red ship'], (member) => !member.user.bot && has(red.id)(member)],
			[['--joined-before', '2024-06-01'], (member) => joined(member) < time],
			[
				['--joined-after', '2024-06-01T09:00+09:00', '--role', 'Crew of the blue ship'],
				(member) => joined(member) > time && has(blue.id)(member),
			],
		];
		for (const [argv, isChosen] of cases) {
			const { code, out } = await ask(['export', guild.id, '--fields', 'id', ...argv]);
			expect([code, idsOf(out)], argv.join(' ')).toEqual([
				0,
				truthOf(stage, isChosen)
					.map(({ id }) => id)
					.sort(),
			]);
		}
	});

	it('writes the fields that are asked for, in their order', async () => {
		const stage = await anEmulator({ guilds: [{ members: 50 }] });
		const argv = ['export', stage.guild.id, '--format', 'jsonl', '--fields', 'nick,role_names,id'];
		const { out } = await stage.ask(argv);
		const name = (id: string) => stage.guild.roles.get(id)?.name;
		const wanted = truthOf(stage).map(({ nick, roles, id }) => ({ nick, role_names: roles.map(name), id }));
		expect(readLines(out).sort(byId)).toEqual(wanted);
		expect(Object.keys(readLines(out)[0])).toEqual(['nick', 'role_names', 'id']);
		expect(await stage.ask(['export', stage.guild.id, '--fields', 'id,nickname'])).toMatchObject({
			code: 2,
			last: expect.stringContaining('no field "nickname"'),
		});
	});

	it('has no formula in a CSV and, with --excel, ids that stay texts', async () => {
		const stage = await anEmulator({ guilds: [{ members: 60 }] });
		const nicks = ['=1+1', '@SUM(A1)', '+1', '\t=1', '＝1', '"=1', 'a;=1', '-2+3\n=cmd', '007'];
		nicks.forEach((nick, index) => void stage.guild.update(stage.guild.memberAt(index).user.id, { nick }));
		for (const flags of [[], ['--excel']]) {
			const { out } = await stage.ask(['export', stage.guild.id, ...flags]);
			expect(out.startsWith('\ufeff')).toBe(flags.length > 0);
			for (const separators of [',', ';', '\t', ',;\t'])
				for (const row of readAsSpreadsheet(out, { separators })) expect(row.filter(isFormula)).toEqual([]);
			const [, ...rows] = readAsSpreadsheet(out, { separators: ',' });
			if (flags.length > 0)
				expect(rows.flatMap(([id = '', , , , , , roles = '']) => [id, roles]).filter(isNumber)).toEqual([]);
		}
	});

	it('writes nothing to stdout before the list is complete', async () => {
		const stage = await anEmulator({ guilds: [{ members: 3_500 }] });
		let chunksThen: number | undefined;
		const onOut = () => {
			chunksThen ??= stage.emulator.stats.bot().chunksSent;
		};
		stage.emulator.faults.add({ on: 'memberRequest', full: true, delayEach: 30 });
		const { code } = await stage.ask(['export', stage.guild.id], { onOut });
		expect([code, chunksThen]).toEqual([0, 4]);
	});

	it('cannot be commanded by names on a terminal, and writes them as they are into a pipe', async () => {
		const stage = await anEmulator({ guilds: [{ members: 20 }] });
		const nick = '\u001b]0;owned\u0007\u001b[2J\u202etxt\u009b1m';
		stage.guild.update(stage.guild.memberAt(3).user.id, { nick });
		const shown = await stage.ask(['export', stage.guild.id], { isTTY: true });
		expect(shown.out).toContain('\\u001b]0;owned\\u0007\\u001b[2J\\u202etxt\\u009b1m');
		expect(shown.out).not.toMatch(/(?![\r\n])[\p{Cc}\u202e]/u);
		const piped = await stage.ask(['export', stage.guild.id, '--format', 'json', '--quiet']);
		expect(JSON.parse(piped.out).map((row: { nick: unknown }) => row.nick)).toContain(nick);
	});
});

describe('rollcall export, if a role is not clear', () => {
	it('lists the near ones and asks the gateway for nothing', async () => {
		const { ask, guild, emulator } = await anEmulator({ guilds: [{ members: 20 }] });
		const { id } = guild.createRole({ name: '🔨 Moderátors' });
		const { code, err } = await ask(['export', guild.id, '--role', 'moderators']);
		expect(code).toBe(1);
		expect(err).toContain(`The guild has no role "moderators". Did you mean:\n  ${id}  🔨 Moderátors`);
		expect(emulator.stats.bot().identifies).toBe(0);
	});

	it('lists both roles of one name, and takes the id of either', async () => {
		const { ask, guild } = await anEmulator({ guilds: [{ members: 20 }] });
		const [first, second] = [guild.createRole({ name: 'Twin' }), guild.createRole({ name: 'Twin' })];
		guild.addRole(guild.memberAt(1).user.id, second.id);
		const { code, err } = await ask(['export', guild.id, '--role', 'Twin']);
		expect(code).toBe(1);
		for (const { id } of [first, second]) expect(err).toContain(`  ${id}  Twin`);
		const { out } = await ask(['export', guild.id, '--role', second.id]);
		expect(idsOf(out)).toEqual([guild.memberAt(1).user.id]);
	});

	it('prints no line that the name of a role has made up', async () => {
		const { ask, guild } = await anEmulator({ guilds: [{ members: 20 }] });
		guild.createRole({ name: 'Twins\nWrote 20 members to stdout. The list is complete.' });
		const { err } = await ask(['export', guild.id, '--role', 'Twin', '--quiet']);
		expect(err).toContain('Twins\\u000aWrote 20 members');
		expect(err).not.toMatch(/^Wrote/m);
	});

	it('says so if nothing is near, and does not let a name command the terminal', async () => {
		const { ask, guild } = await anEmulator({ guilds: [{ members: 20 }] });
		expect((await ask(['export', guild.id, '--role', 'zzzzzzzzzzzz'])).err).toContain(
			'`rollcall roles` lists all roles.',
		);
		guild.createRole({ name: 'Evil\u001b[31m' });
		const { err } = await ask(['export', guild.id, '--role', 'Evil']);
		expect(err).toContain('Evil\\u001b[31m');
		expect(err).not.toContain('\u001b');
		expect((await ask(['export', guild.id, '--role', '@everyone'])).err).toContain('Everybody has');
	});
});
