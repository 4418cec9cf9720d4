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
	['await guild.members.fetch(undefined);', ['fetchAll']],
	['await guild.members.fetch(null);', ['fetchAll']],
	['await guild.members.fetch(q ? { query: q } : undefined);', ['unknown']],
	['interface FetchMembersOptions {} async (a: FetchMembersOptions) => guild.members.fetch(a);', ['unknown']],
	['async (ids: string[]) => guild.members.fetch(ids);', ['unknown']],
	['await guild.members.fetch(user.id);', ['lookup']],
	['await guild.members.fetch({ ...rest });', ['unknown']],
	['await guild.members.fetch(fetchOptions);', ['unknown']],
	['const wanted = { time: 5000 }; await guild.members.fetch(wanted);', ['fetchAll']],
	['await guild.members.fetch(undefined); await guild.members.fetch(null);', ['fetchAll', 'fetchAll']],
	["await guild.members.fetch(''); await guild.members.fetch(void 0);", ['fetchAll', 'fetchAll']],
	[
		'await guild.members.fetch({ user: undefined }); await guild.members.fetch({ query: undefined });',
		['fetchAll', 'fetchAll'],
	],
	['await guild.members.fetch(q ? { limit: 5 } : undefined);', ['fetchAll']],
	['await guild.members.fetch(q ? { query: q } : undefined);', ['unknown']],
	['function f(params: FetchMembersOptions) { guild.members.fetch(params); }', ['unknown']],
	['function f(user: FetchMemberOptions) { guild.members.fetch(user); }', ['unknown']],
	['function f(ids: string[]) { guild.members.fetch(ids); guild.members.fetch(ids[0]); }', ['unknown', 'unknown']],
	['function f(id: string[]) { guild.members.fetch(id); }', ['unknown']],
	['function f(id?: string) { guild.members.fetch(id); }', ['unknown']],
	['function f(id?: string) { if (id) guild.members.fetch(id); }', ['lookup']],
	['function f(id?: string) { guild.members.fetch(id!); guild.members.fetch(id ?? user.id); }', ['lookup', 'lookup']],
	['function f(id?: string) { guild.members.fetch(id ?? undefined); }', ['unknown']],
	['function f(userId?: Snowflake) { guild.members.fetch(userId); }', ['unknown']],
	[
		'function f(userId: Snowflake, who: string) { guild.members.fetch(userId); guild.members.fetch(who); }',
		['lookup', 'lookup'],
	],
	['await guild.members.fetch(member?.id); await guild.members.fetch(member?.id as string);', ['unknown', 'lookup']],
	["await guild.members.fetch(options.getString('id'));", ['unknown']],
	[`await guild.members.fetch(\`\${id}\`); await guild.members.fetch(message.author);`, ['lookup', 'lookup']],
	['let wanted = user.id; wanted = undefined; await guild.members.fetch(wanted);', ['unknown']],
	['for (const id of ids) await guild.members.fetch(id);', ['lookup']],
	[
		'const user = one.id; await guild.members.fetch({ user }); await guild.members.fetch({ user: list.map(f) });',
		['lookup', 'unknown'],
	],
	['function f(query?: string) { guild.members.fetch({ query }); }', ['unknown']],
	['ids.map(guild.members.fetch);', ['unknown']],
	['const { fetch } = guild.members; fetch.call(guild.members);', ['unknown']],
	['const { members: { fetch: all } } = guild; all();', ['unknown']],
	['const { fetch } = window; fetch(url);', []],
	['const { members } = guild; await members.fetch();', ['fetchAll']],
	['const { members: all } = guild; all.fetch().then(use);', ['fetchAll']],
	['const { guild: { members } } = interaction; await members.fetch();', ['fetchAll']],
	['function f({ members }) { return members.fetch(); }', ['fetchAll']],
	['const manager = interaction.guild.members; const again = manager; await again.fetch();', ['fetchAll']],
	['function f(m: GuildMemberManager) { return m.fetch(); }', ['fetchAll']],
	['const members = []; { const members = guild.members; members.fetch(); } members.fetch();', ['fetchAll']],
	['class A { constructor(guild) { this.mgr = guild.members; } mgr; f() { this.mgr.fetch(); } }', ['fetchAll']],
	['class A { #mm = guild.members; f() { this.#mm.fetch(); } }', ['fetchAll']],
	[
		'class A { mm = guild.members; f() { this.mm.fetch(); const { mm } = this; mm.fetch(); } }',
		['fetchAll', 'fetchAll'],
	],
	['class A { constructor(private readonly mgr: GuildMemberManager) {} f() { this.mgr.fetch(); } }', ['fetchAll']],
	['class A { constructor(private readonly members: GuildMemberManager) {} f() { this.members.list(); } }', ['page']],
	['interface A { mgr: discord.GuildMemberManager | null } function f(a: A) { a.mgr?.fetch(); }', ['fetchAll']],
	["function f(m?: Guild['members']) { m?.fetch(); }", ['fetchAll']],
	['let m; m = guild.members; await m.fetch();', ['fetchAll']],
	['let m; m ??= guild.members; await m.fetch();', ['fetchAll']],
	['client.mm = guild.members; await client.mm!.fetch();', ['fetchAll']],
	['const m = cond ? guild.members : x.members; await m.fetch();', ['fetchAll']],
	['const m = guild?.members ?? null; await m?.fetch();', ['fetchAll']],
	['await (cond ? a : guild.members).fetch();', ['fetchAll']],
	['await (a as GuildMemberManager).fetch();', ['fetchAll']],
	['const s = { mm: guild.members }; await s.mm.fetch();', ['fetchAll']],
	['const mm = guild.members; const s = { mm }; const { mm: again } = s; await again.fetch();', ['fetchAll']],
	['let a = b; let b = a; a = b; await a.fetch(); class C { x = this.x; f() { this.x.fetch(); } }', []],
	['class A { mgr = channels; f() { this.mgr.fetch(); } } class B { mgr = guild.members; }', []],
	['await guild.members.list({ limit: 1000 });', ['page']],
	["await guild.members.search({ query: 'a' });", ['search']],
	['function f(g: Guild) { return g.members.list(); }', ['page']],
	['const online = guild.members.cache.filter((m) => m.presence);', ['cache']],
	['for (const [id] of guild.members.cache) use(id);', ['cache']],
	['use([...guild.members.cache.values()], guild.members.cache.size);', ['cache', 'cache']],
	['const { cache } = guild.members; cache.map(use);', ['cache']],
	['const { members: { cache } } = guild; for (const m of cache) use(m);', ['cache']],
	['const c = guild?.members.cache ?? none; c.get(id); c.filter(use);', ['lookup', 'cache']],
	['let c; c = guild.members.cache; c.map(use);', ['cache']],
	['class A { held = guild.members.cache; f() { return this.held.size; } }', ['cache', 'cache']],
	['guild.members.cache.get(id);', ['lookup']],
	['const holders = role.members.size;', ['roleMembers']],
	['client.ws.broadcast({ op: 8, d: { guild_id: id } });', ['request']],
	['shard.send({ op: GatewayOpcodes.RequestGuildMembers, d });', ['request']],
	['const OP = 8; shard.send({ op: OP, d });', ['request']],
	['shard.send({ op: 8, ...payload });', ['request']],
	["const OPS = [{ op: 8, name: 'eight' }, { op: GatewayOpcodes.RequestGuildMembers }];", []],
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

	it('reads JavaScript and JSX, modules or not, even with a syntax error', () => {
		const files = ['a.js', 'b.mjs', 'c.cjs', 'd.jsx', 'e.tsx'].map((name) =>
			write(name, 'x = guild.members.fetch(); (('),
		);
		expect(findDirectFetches(files)).toHaveLength(5);
	});

	it('follows what a JavaScript class assigns to itself, and keeps the names of two files apart', () => {
		const js = 'class A { constructor(guild) { this.all = guild.members; } f() { return this.all.fetch(); } }';
		const files = [
			write('apart/a.js', js),
			write('apart/b.js', 'const m = guild.members;'),
			write('apart/c.js', 'm.fetch();'),
		];
		expect(findDirectFetches(files).map(({ file }) => file)).toEqual([files[0]]);
	});

	it('prints file, line, column and cure, lists lookups apart, and skips packages and builds', () => {
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
		[['case.ts'], 'is not a folder'],
	])('ends with 2 for %j', (args, problem) => {
		const { code, errors } = reportDirectFetches(args, folder);
		expect(code).toBe(2);
		expect(errors.join('\n')).toContain(problem);
	});
});
