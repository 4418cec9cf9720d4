import { describe, expect, it } from 'vitest';
import { findIn } from './tests/findIn.js';

const ROLES = [
	'const vip = guild.roles.cache.get(id); use(vip.members.size);',
	"const vip = guild.roles.cache.find((one) => one.name === 'VIP'); vip?.members.map(use);",
	'guild.roles.cache.get(id)!.members.size;',
	'(await guild.roles.fetch(id)).members.size;',
	'async () => { const found = await interaction.guild?.roles.fetch(id); return found?.members; };',
	"const chosen = interaction.options.getRole('which', true); chosen.members.size;",
	"const { options } = interaction; options.getRole('which').members.size;",
	'guild.roles.everyone.members.size;',
	'const all = guild.roles.everyone; all.members.map(use);',
	'const { everyone } = guild.roles; everyone.members.map(use);',
	'member.roles.highest.members.size;',
	'const top = member.roles.highest; const again = top; again.members.size;',
	'for (const one of guild.roles.cache.values()) use(one.members.size);',
	'for (const [id, one] of guild.roles.cache) use(one.members.size);',
	'guild.roles.cache.forEach((one) => use(one.members.size));',
	'guild.roles.cache.filter((one) => !one.managed).map((one) => one.members.size);',
	'[...guild.roles.cache.values()].map((one) => one.members.size);',
	'guild.roles.cache.reduce((sum, one) => sum + one.members.size, 0);',
	'const { roles } = guild; const one = roles.cache.first(); one.members.size;',
	'const { cache } = guild.roles; cache.get(id).members.size;',
	'const { roles: { cache } } = guild; cache.get(id).members.size;',
	'function count(one: Role) { return one.members.size; }',
	'function count({ members }: Role) { return members.size; }',
	'function count(one: discord.Role | null) { return one?.members.size; }',
	'const count = (all: Collection<string, Role>) => all.map((one) => one.members.size);',
	'const { members } = guild.roles.cache.get(id); members.map(use);',
	'const { members: holders } = role; holders.map(use);',
	"client.on('roleUpdate', (before, after) => use(after.members));",
	'client.on(Events.GuildRoleDelete, (gone) => use(gone.members));',
	'message.mentions.roles.first().members.size;',
	'class A { held = guild.roles.cache.get(id); f() { return this.held.members; } }',
	'let one; one = guild.roles.cache.get(id); use(one.members);',
	'const one = cond ? guild.roles.everyone : guild.roles.cache.get(id); use(one.members);',
	'function vip(guild) { return guild.roles.cache.get(id); } vip(guild).members.size;',
	'const vip = async (): Promise<Role | undefined> => find(); const one = await vip(); one?.members.size;',
	'class A { get vip() { return guild.roles.cache.get(id); } f() { return this.vip.members; } }',
	'class A { vip() { return this.guild.roles.everyone; } f() { return this.vip().members; } }',
	// Nothing says where these come from, so only the name counts.
	'role.members.size;',
	'function f(role) { return role.members.size; }',
	"import { role } from './role.js'; use(role.members);",
	'const adminRole = await findRole(guild); use(adminRole.members);',
];

const OTHERS = [
	"const role = { name: 'lead', members: [] }; role.members.push(one);",
	'const role: TeamRole = find(); role.members.map(use);',
	'function f(role: Team) { return role.members; }',
	'class Role { members = []; } const role = new Team(); role.members;',
	"const role = acl.getRole('lead'); role.members.push(one);",
	'const teams = [{ members: [] }]; for (const role of teams) use(role.members);',
	'const teams = [{ members: [] }]; teams.forEach((role) => use(role.members));',
	'const roles = { cache: new Map() }; use(roles.cache.get(id).members);',
	'const acl = { roles: { cache: new Map() } }; use(acl.roles.cache.get(id).members);',
	'const acl = new Acl(); use(acl.roles.everyone.members);',
	'function findRole() { return { members: [] }; } const role = findRole(); use(role.members);',
	'const group = ldap.groups.get(id); use(group.members);',
	'guild.roles.cache.get(id).name; use(role.position);',
	'let all = [one]; all = all.filter(use); use(all.find(use).members); let role = role.get(); role.members; x = x.get(x); x.y.members;',
];

describe('A role is known by its origin', () => {
	it.each(ROLES)('%s', (code) => {
		expect(findIn(code).map(({ kind }) => kind)).toEqual(['roleMembers']);
	});

	it.each(OTHERS)('this is not a role: %s', (code) => {
		expect(findIn(code)).toEqual([]);
	});
});

const ADVICE: [code: string, advice: RegExp][] = [
	['const all = await guild.members.fetch(); all.filter((m) => m.roles.cache.has(id)).map(use);', /fetchRoleMembers/],
	['(await guild.members.fetch()).filter((m) => m.roles.cache.has(id));', /fetchRoleMembers/],
	['guild.members.fetch().then((all) => all.filter((m) => m.roles.cache.has(id)));', /fetchRoleMembers/],
	['guild.members.cache.filter((m) => !m.user.bot && m.roles.cache.has(id));', /fetchRoleMembers/],
	["guild.members.cache.filter(({ roles }) => roles.cache.some((r) => r.name === 'a'));", /fetchRoleMembers/],
	['use(guild.members.cache.filter((m) => m.roles.cache.has(id)).size);', /roleMemberCounts/],
	['guild.members.cache.filter((m) => { return m.roles.cache.has(id); }).size;', /roleMemberCounts/],
	['guild.members.cache.filter((m) => !m.roles.cache.has(id));', /fetchMembersWithFilter/],
	['guild.members.cache.filter((m) => m.user.bot).size;', /fetchMembersWithFilter/],
	[
		'const all = await guild.members.fetch(); if (all.some((m) => m.pending)) use(all.find(isOld));',
		/fetchMembersWithFilter/,
	],
	[
		'const all = await guild.members.fetch(); use(all.filter(isOld), all.filter((m) => m.roles.cache.has(id)));',
		/fetchMembersWithFilter/,
	],
	[
		'const all = await guild.members.fetch(); use(all.filter(isOld)); all.forEach(use);',
		/fetchGuildMembers.*`members`/,
	],
	['const all = await guild.members.fetch();', /fetchGuildMembers.*`members`/],
	['use(await guild.members.fetch());', /fetchGuildMembers.*`members`/],
	['for (const m of guild.members.cache.values()) use(m);', /fetchGuildMembers.*`members`/],
	['guild.roles.cache.get(id).members.filter(isOld);', /fetchRoleMembers/],
];

it.each(ADVICE)('The advice depends on the use of the list: %s', (code, advice) => {
	const [{ instead } = { instead: '' }, ...more] = findIn(code).filter(({ kind }) => kind !== 'lookup');
	expect(instead).toMatch(advice);
	expect(more).toEqual([]);
});

it('The shown code has no control characters, whatever is in the source', () => {
	const [found] = findIn("guild.members.fetch({ query: '\u202e\u001b[2J', limit: 1 });");
	expect(found?.code).toBe("guild.members.fetch({ query: '\ufffd\ufffd[2J', limit: 1 })");
});
