import { describe, expect, it } from 'vitest';
import { type AskedRole, readRole } from '../roles/AskedRole.js';
import { findRole } from '../roles/findRole.js';
import { MemberTable } from '../roster/MemberTable.js';
import { aMember } from '../tests/aMember.js';
import { VirtualClock } from '../tests/VirtualClock.js';
import { makeAnswer } from './Answer.js';
import { answerRole, answerRoles, countAll, outcomeOfRoles } from './roleAnswers.js';

const GUILD_ID = '77';
const clock = new VirtualClock();

/** A guild with two roles of one name. */
const NAMES = [
	[GUILD_ID, '@everyone'],
	['8', 'Mods'],
	['9', 'Mods'],
	['10', '9'],
	['11', 'Empty'],
	['12', 'Verified'],
	['13', 'verified'],
	['14', 'Verified+'],
	['15', 'Verifier'],
] as const;
const ROLES = new Map<string, { id: string; name: string }>(NAMES.map(([id, name]) => [id, { id, name }]));

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
		cacheHit: true,
	});
}

const find = (asked: AskedRole) => findRole(GUILD_ID, ROLES, asked);

const ask = (role: unknown, answer = anAnswer()) => {
	const asked = readRole(role, GUILD_ID);
	const { success, roster, metadata, error } = answerRole(GUILD_ID, asked, find(asked), answer, clock);
	return { success, ids: [...roster.ids()], metadata, error };
};

describe('answerRole', () => {
	it.each([['8'], ['<@&8>'], [{ id: '8' }]])('finds a role by its id, as in %o', (role) => {
		const { success, ids, metadata } = ask(role);
		expect([success, ids]).toEqual([true, ['1', '3']]);
		expect(metadata).toMatchObject({ roleId: '8', roleName: 'Mods', memberCount: 2, totalMembersChecked: 4 });
	});

	it('finds it by its name, and of several with one name none', () => {
		expect(ask('Empty').metadata.roleId).toBe('11');
		const { success, ids, metadata, error } = ask('Mods');
		expect([success, ids, metadata.complete, metadata.roleId]).toEqual([false, [], false, undefined]);
		expect(metadata.reason).toBe('2 roles of the guild are named Mods');
		expect(error?.message).toBe('Guild 77: 2 roles of the guild are named Mods (8, 9). Ask by id.');
	});

	it('takes an id for an id, even if another role has it as its name', () => {
		expect(ask('9').metadata.roleName).toBe('Mods');
	});

	it('takes an object only for its id', () => {
		expect(ask({ id: 'Empty' }).error?.code).toBe('UNKNOWN_ROLE');
	});

	it('counts everybody as a holder of @everyone, which Discord lists in no member', () => {
		for (const everyone of ['@everyone', GUILD_ID]) expect(ask(everyone).ids).toEqual(['1', '2', '3', '4']);
	});

	it('distinguishes a role without holders from one that does not exist', () => {
		expect(ask('Empty')).toMatchObject({ success: true, ids: [], metadata: { roleId: '11', memberCount: 0 } });
		expect(ask('Empty').metadata.reason).toBeUndefined();
		const { success, ids, metadata, error } = ask('mods');
		expect([success, ids, metadata.roleId, metadata.complete]).toEqual([false, [], undefined, false]);
		expect(metadata.reason).toBe('the guild has no role with the name or id mods');
		expect(error?.code).toBe('UNKNOWN_ROLE');
	});

	it.each([
		['VERIFIED', 'Did you mean Verified (12), verified (13), Verified+ (14)?'],
		['mods', 'Did you mean Mods (8), Mods (9)?'],
		['Emty', 'Did you mean Empty (11)?'],
		['something else', 'Correct the name or the id.'],
		['x'.repeat(100_000), 'Correct the name or the id.'],
	])('names up to three that are near to %.20s', (wrong, cure) => {
		expect(ask(wrong).error?.message).toBe(`Guild 77: the guild has no role with the name or id ${wrong}. ${cure}`);
	});

	it('claims no more than the list that it comes from', () => {
		expect(ask('8', anAnswer('partial')).metadata).toMatchObject({ status: 'partial', complete: false });
		expect(ask('nobody', anAnswer('partial', [])).success).toBe(false);
	});

	it.each(['', ' ', undefined, 7, null, {}, { id: 7 }, { id: '' }, ['8'], { id: '8', guild: { id: '78' } }])(
		'refuses %o for a role',
		(wrong) => {
			expect(() => ask(wrong)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
		},
	);
});

describe('answerRoles', () => {
	it('answers each role under the text that was passed, and reports each', async () => {
		const reports: string[] = [];
		const asked = ['8', { id: '9' }, 'mods'].map((role) => readRole(role, GUILD_ID));
		const settled = { answer: anAnswer(), found: asked.map(find) };
		const answers = await answerRoles(GUILD_ID, asked, settled, clock, (text) => reports.push(text));
		expect([...answers].map(([key, { metadata, error }]) => [key, metadata.memberCount, error?.code])).toEqual([
			['8', 2, undefined],
			['9', 2, undefined],
			['mods', 0, 'UNKNOWN_ROLE'],
		]);
		expect(reports).toEqual(['1 of 3 roles.', '2 of 3 roles.', '3 of 3 roles.']);
		const { error, success, metadata } = outcomeOfRoles(settled.answer, answers.values());
		expect([error?.code, success, metadata.complete]).toEqual(['UNKNOWN_ROLE', true, false]);
	});

	it('gives the event loop a turn after each role', async () => {
		const order: string[] = [];
		const asked = ['8', '9'].map((role) => readRole(role, GUILD_ID));
		const settled = { answer: anAnswer(), found: asked.map(find) };
		setImmediate(() => order.push('other work'));
		await answerRoles(GUILD_ID, asked, settled, clock, (text) => order.push(text));
		expect(order).toEqual(['1 of 2 roles.', 'other work', '2 of 2 roles.']);
	});
});

describe('countAll', () => {
	const HELD = new Map([
		['8', 3],
		[GUILD_ID, 4],
		['99', 5],
	]);

	it('counts each role that there is, and leaves @everyone and every other id out', () => {
		const there = new Map([...ROLES].filter(([id]) => Number(id) < 11 || id === GUILD_ID));
		expect(Object.fromEntries(countAll(GUILD_ID, there, HELD))).toEqual({ 8: 3, 9: 0, 10: 0 });
	});

	it('counts each id except @everyone while it is not known which roles there are', () => {
		expect(Object.fromEntries(countAll(GUILD_ID, undefined, HELD))).toEqual({ 8: 3, 99: 5 });
	});
});
