import { describe, expect, it } from 'vitest';
import { MemberTable } from '../roster/MemberTable.js';
import { aMember } from '../tests/aMember.js';
import { VirtualClock } from '../tests/VirtualClock.js';
import { makeAnswer } from './Answer.js';
import type { RoleDirectory } from './RoleDirectory.js';
import { answerRole, answerRoles, countAll } from './roles.js';

const GUILD_ID = '77';
const clock = new VirtualClock();

/** A guild with two roles of one name, the higher of them the later one. */
const NAMES = [
	[GUILD_ID, '@everyone'],
	['8', 'Mods'],
	['9', 'Mods'],
	['10', '9'],
	['11', 'Empty'],
] as const;
const ROLES = NAMES.map(([id, name], rawPosition) => ({ id, name, rawPosition }));
const GUILD: RoleDirectory = { everyoneId: GUILD_ID, roles: new Map(ROLES.map((role) => [role.id, role])) };

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
	const { success, roster, metadata } = answerRole(GUILD, roleNameOrId, answer, clock);
	return { success, ids: [...roster.ids()], metadata };
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

	it('finds of two with one name and one position the older, as Discord shows it first', () => {
		const twins = ['100', '20'].map((id) => ({ id, name: 'Twin', rawPosition: 1 }));
		const directory = { everyoneId: GUILD_ID, roles: new Map(twins.map((role) => [role.id, role])) };
		expect(answerRole(directory, 'Twin', anAnswer(), clock).metadata.roleId).toBe('20');
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

describe('countAll', () => {
	it('counts a role that nobody holds as none, and leaves @everyone out', () => {
		expect(Object.fromEntries(countAll(GUILD, new Map([['8', 3]])))).toEqual({ 8: 3, 9: 0, 10: 0, 11: 0 });
	});
});
