import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawMember } from '../interfaces/ITransport.js';
import { type MemberEvent, mergeMember, withoutRole } from '../sync/MemberEvent.js';
import { aMember, anAdd, anUpdate, aRemove, aRoleDelete } from '../tests/aMember.js';
import { EMPTY_VIEW, MemberTable, type MemberView, selectFrom } from './MemberTable.js';

const rowsOf = (view: MemberView) => [...view.rows()];

function aTable(...members: RawMember[]): MemberTable {
	const table = new MemberTable();
	for (const member of members) table.set(member);
	return table;
}

describe('MemberTable', () => {
	it('says whether an event speaks of a member whom it holds', () => {
		const table = aTable(aMember('1'));
		expect(table.apply(anUpdate('1', { nick: 'a' }))).toBe(true);
		expect(table.apply(anUpdate('2', { nick: 'a' }))).toBe(false);
		expect(rowsOf(table.view())).toEqual([aMember('1', { nick: 'a' })]);
	});

	it('gives the same view until something changes', () => {
		const table = aTable(aMember('1'));
		const view = table.view();
		expect(table.view()).toBe(view);
		table.delete('2');
		expect(table.view()).toBe(view);
		table.delete('1');
		expect(table.view()).not.toBe(view);
		expect([view.size, table.view().size]).toEqual([1, 0]);
	});
});

describe('selectFrom', () => {
	it('picks members into a view of its own', () => {
		const table = aTable(aMember('1', { roles: ['7'] }), aMember('2'));
		const holders = selectFrom(table.view(), ({ roles }) => roles.includes('7'));
		table.apply(aRoleDelete('7'));
		expect(rowsOf(holders)).toEqual([aMember('1', { roles: ['7'] })]);
		expect(selectFrom(EMPTY_VIEW, () => true).size).toBe(0);
	});
});

const id = fc.constantFrom('1', '2', '3', '4');
const roles = fc.subarray(['7', '8']);
const event: fc.Arbitrary<MemberEvent> = fc.oneof(
	fc.tuple(id, roles).map(([userId, held]) => anAdd(userId, { roles: held })),
	fc.tuple(id, fc.string({ maxLength: 2 })).map(([userId, nick]) => anUpdate(userId, { nick })),
	id.map(aRemove),
	fc.constantFrom('7', '8').map(aRoleDelete),
);

/** What the event makes of a plain Map. */
function applyTo(model: Map<string, RawMember>, happened: MemberEvent): void {
	if (happened.type === 'roleDelete') {
		for (const [userId, member] of model) model.set(userId, withoutRole(member, happened.roleId));
		return;
	}
	const member = model.get(happened.userId);
	if (happened.type === 'add') model.set(happened.userId, happened.member);
	else if (happened.type === 'remove') model.delete(happened.userId);
	else if (member) model.set(happened.userId, mergeMember(member, happened.patch));
}

describe('MemberTable against a plain Map', () => {
	it('holds the same after any events, and no view that was taken on the way changes', () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(event, fc.boolean()), { maxLength: 60 }), (steps) => {
				const table = new MemberTable();
				const model = new Map<string, RawMember>();
				const taken: { view: MemberView; rows: RawMember[] }[] = [];
				for (const [happened, takes] of steps) {
					table.apply(happened);
					applyTo(model, happened);
					if (takes) taken.push({ view: table.view(), rows: [...model.values()] });
					expect(table.size).toBe(model.size);
				}
				for (const { view, rows } of taken) {
					expect(rowsOf(view)).toEqual(rows);
					expect([...view.ids()]).toEqual(rows.map(({ user }) => user.id));
					for (const userId of ['1', '2', '3', '4']) {
						expect(view.get(userId)).toEqual(rows.find(({ user }) => user.id === userId));
						expect(view.has(userId)).toBe(rows.some(({ user }) => user.id === userId));
					}
				}
			}),
		);
	});
});
