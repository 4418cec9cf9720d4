import { Collection, type Guild, type Role } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { MemberTable } from '../roster/MemberTable.js';
import { aMember } from '../tests/aMember.js';
import { VirtualClock } from '../tests/VirtualClock.js';
import { makeAnswer } from './Answer.js';
import { answerRole, answerRoles } from './roles.js';

const GUILD_ID = '77';
const clock = new VirtualClock();

function aRole(id: string, name: string, position: number): Role {
	const role = { id, name, position, comparePositionTo: (other: Role) => position - other.position };
	return role as unknown as Role;
}

/** A guild with two roles of one name, the higher of them the later one. */
const ROLES = [
	aRole(GUILD_ID, '@everyone', 0),
	aRole('8', 'Mods', 1),
	aRole('9', 'Mods', 2),
	aRole('10', '9', 3),
	aRole('11', 'Empty', 4),
];
const GUILD = {
	id: GUILD_ID,
	roles: { cache: new Collection(ROLES.map((role) => [role.id, role])) },
} as unknown as Guild;

function anAnswer(status: 'complete' | 'partial' = 'complete', held = [['8'], ['9'], ['8', '9'], []]) {
	const table = new MemberTable();
	for (const [index, roles] of held.entries()) table.set(aMember(String(index + 1), { roles }));
	return makeAnswer(clock, {
		status,
		view: table.view(),
		expectedCount: held.length,
		asOf: 0,
		startedAt: 0,
		source: 'cache',
		via: ['memory'],
		requests: { gateway: 0, rest: 0 },
		retryCount: 0,
		fallbackUsed: false,
		cacheHit: true,
	});
}

const ask = (roleNameOrId: string, answer = anAnswer()) => {
	const { success, roleMembers, metadata } = answerRole(GUILD, roleNameOrId, answer, clock);
	return { success, ids: [...roleMembers.keys()], metadata };
};

describe('answerRole', () => {
	it('finds a role by its id', () => {
		const { success, ids, metadata } = ask('8');
		expect([success, ids]).toEqual([true, ['1', '3']]);
		expect(metadata).toMatchObject({ roleId: '8', roleName: 'Mods', memberCount: 2, totalMembersChecked: 4 });
	});

	it('finds it by name, of several with one name the highest', () => {
		expect(ask('Mods')).toMatchObject({ ids: ['2', '3'], metadata: { roleId: '9' } });
	});

	it('takes for an id what is one, though another role has it for a name', () => {
		expect(ask('9').metadata.roleName).toBe('Mods');
	});

	it('counts everybody to @everyone, whom Discord lists in no roles', () => {
		for (const everyone of ['@everyone', GUILD_ID]) expect(ask(everyone).ids).toEqual(['1', '2', '3', '4']);
	});

	it('tells a role that nobody holds from one that is not there', () => {
		expect(ask('Empty')).toMatchObject({ success: true, ids: [], metadata: { roleId: '11', memberCount: 0 } });
		expect(ask('Empty').metadata.reason).toBeUndefined();
		const { success, ids, metadata } = ask('mods');
		expect([success, ids, metadata.roleId]).toEqual([true, [], undefined]);
		expect(metadata.reason).toBe('the guild has no role named or with id mods');
	});

	it('claims no more than the list that it comes from', () => {
		expect(ask('8', anAnswer('partial')).metadata).toMatchObject({ status: 'partial', complete: false });
		expect(ask('nobody', anAnswer('partial', [])).success).toBe(false);
	});

	it.each(['', undefined, 7])('refuses %o for a role', (wrong) => {
		expect(() => ask(wrong as string)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
	});
});

describe('answerRoles', () => {
	it('answers each under the name or id that was asked for, and reports each', async () => {
		const reports: string[] = [];
		const answers = await answerRoles(GUILD, ['8', 'Mods', 'mods'], anAnswer(), 2, clock, (text) => reports.push(text));
		expect([...answers].map(([asked, { metadata }]) => [asked, metadata.memberCount])).toEqual([
			['8', 2],
			['Mods', 2],
			['mods', 0],
		]);
		expect(reports).toEqual(['1 of 3 roles.', '2 of 3 roles.', '3 of 3 roles.']);
	});
});
