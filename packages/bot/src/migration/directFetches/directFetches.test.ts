import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findDirectFetches } from './findDirectFetches.js';
import { reportDirectFetches } from './report.js';

const folder = mkdtempSync(join(tmpdir(), 'direct-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
	const path = join(folder, name);
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, text);
	return path;
}

const CASES: [code: string, kinds: string[]][] = [
	['await guild.members.fetch();', ['fetchAll']],
	['await interaction.guild?.members.fetch();', ['fetchAll']],
	['await interaction.guild!.members?.fetch?.();', ['fetchAll']],
	["await guild['members']['fetch']();", ['fetchAll']],
	['await (guild as Guild).members.fetch({ withPresences: true });', ['fetchAll']],
	["await guild.members.fetch({ query: '', limit: 0 });", ['fetchAll']],
	["await guild.members.fetch({ query: 'al', limit: 10 });", ['search']],
	['await guild.members.fetch({ user: [a, b] });', ['fetchMany']],
	['await guild.members.fetch({ user: userIds });', ['fetchMany']],
	['await guild.members.fetch({ user: id, force: true });', ['lookup']],
	["await guild.members.fetch('1');", ['lookup']],
	['await guild.members.fetch(user.id);', ['lookup']],
	['await guild.members.fetch({ ...rest });', ['unknown']],
	['await guild.members.fetch(fetchOptions);', ['unknown']],
	['const wanted = { time: 5000 }; await guild.members.fetch(wanted);', ['fetchAll']],
	['ids.map(guild.members.fetch);', ['unknown']],
	['const { members } = guild; await members.fetch();', ['fetchAll']],
	['const { members: all } = guild; all.fetch().then(use);', ['fetchAll']],
	['const { guild: { members } } = interaction; await members.fetch();', ['fetchAll']],
	['function f({ members }) { return members.fetch(); }', ['fetchAll']],
	['const manager = interaction.guild.members; const again = manager; await again.fetch();', ['fetchAll']],
	['function f(m: GuildMemberManager) { return m.fetch(); }', ['fetchAll']],
	['const members = []; { const members = guild.members; members.fetch(); } members.fetch();', ['fetchAll']],
	['await guild.members.list({ limit: 1000 });', ['page']],
	["await guild.members.search({ query: 'a' });", ['search']],
	['function f(g: Guild) { return g.members.list(); }', ['page']],
	['const online = guild.members.cache.filter((m) => m.presence);', ['cache']],
	['for (const [id] of guild.members.cache) use(id);', ['cache']],
	['use([...guild.members.cache.values()], guild.members.cache.size);', ['cache', 'cache']],
	['const { cache } = guild.members; cache.map(use);', ['cache']],
	['const { members: { cache } } = guild; for (const m of cache) use(m);', ['cache']],
	['guild.members.cache.get(id);', ['lookup']],
	['const holders = role.members.size;', ['roleMembers']],
	['client.ws.broadcast({ op: 8, d: { guild_id: id } });', ['request']],
	['shard.send({ op: GatewayOpcodes.RequestGuildMembers, d });', ['request']],
	['const OP = 8; shard.send({ op: OP, d });', ['request']],
	['await gateway.requestGuildMembers({ guild_id });', ['request']],
	['await rest.get(Routes.guildMembers(id));', ['page']],
	['await thread.members.fetch(); channel.members.filter(use);', []],
	[
		'await service.fetchGuildMembers(guild); const { members } = answer; members.filter(use); shard.send({ op: 3 });',
		[],
	],
	['// guild.members.fetch()\nconst text = "guild.members.fetch()";', []],
	['await octokit.members.list(); await guild.roles.fetch();', []],
];

describe('find-direct-fetches', () => {
	it.each(CASES)('%s', (code, kinds) => {
		expect(findDirectFetches([write('case.ts', code)]).map(({ kind }) => kind)).toEqual(kinds);
	});

	it('reads JavaScript and JSX, modules or not, also with an error in it', () => {
		const files = ['a.js', 'b.mjs', 'c.cjs', 'd.jsx', 'e.tsx'].map((name) =>
			write(name, 'x = guild.members.fetch(); (('),
		);
		expect(findDirectFetches(files)).toHaveLength(5);
	});

	it('names file, line, column and the cure, keeps lookups apart, and leaves packages and builds out', () => {
		write('bot/src/a.ts', '\n\tawait guild.members.fetch();\n\tawait guild.members.fetch(id);\n');
		for (const skipped of ['node_modules/x/i.js', 'dist/i.js', '.cache/i.js', 'types.d.ts'])
			write(`bot/${skipped}`, 'guild.members.fetch();');
		expect(reportDirectFetches(['bot'], folder)).toEqual({
			code: 1,
			errors: [],
			output: [
				'Direct fetches: 1 in 1 files',
				'  bot/src/a.ts:2:8  guild.members.fetch()',
				expect.stringContaining('instead: service.fetchGuildMembers(guild)'),
				'Lookups of one member: 1',
				'  bot/src/a.ts:3:8  guild.members.fetch(id)',
				expect.stringContaining('instead: service.fetchMember(guild, userId)'),
			],
		});
		write('clean/a.ts', 'await guild.members.fetch(id);');
		expect(reportDirectFetches(['clean'], folder).code).toBe(0);
	});

	it.each([
		[[], 'A folder is missing'],
		[['a', 'b'], 'not understood: a b'],
		[['--help'], 'not understood'],
		[['nowhere'], 'There is no folder nowhere'],
		[['case.ts'], 'is no folder'],
	])('ends with 2 for %j', (args, problem) => {
		const { code, errors } = reportDirectFetches(args, folder);
		expect(code).toBe(2);
		expect(errors.join('\n')).toContain(problem);
	});
});
