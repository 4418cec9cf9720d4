import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { because } from '../errors/because.js';
import type { RawMember } from '../interfaces/ITransport.js';
import { aMember, anAdd, anUpdate, aRemove, aRoleDelete } from '../tests/aMember.js';
import type { MemberEvent } from './MemberEvent.js';
import { MemberTable } from './MemberTable.js';
import { Roster } from './Roster.js';
import { UnbrokenSession } from './UnbrokenSession.js';

function aRoster(...members: RawMember[]) {
	const table = new MemberTable();
	for (const member of members) table.set(member);
	const session = new UnbrokenSession();
	return { session, roster: new Roster(table, session, 0) };
}

describe('what an event has changed in a roster', () => {
	it('is a member who joined, for an add of one who was not held', () => {
		const { roster } = aRoster();
		expect(roster.apply(anAdd('1'), true)).toEqual({ kind: 'joined', userId: '1', after: aMember('1') });
	});

	it('is a member who left, as last known', () => {
		const { roster } = aRoster(aMember('1', { nick: 'last' }));
		const before = aMember('1', { nick: 'last' });
		expect(roster.apply(aRemove('1'), true)).toEqual({ kind: 'left', userId: '1', before });
		expect(roster.apply(aRemove('1'), true)).toBeUndefined();
	});

	it('is a member before and after, for an update and for an add of one who was held', () => {
		const [before, after] = [aMember('1'), aMember('1', { nick: 'new' })];
		const change = { kind: 'updated', userId: '1', before, after };
		expect(aRoster(before).roster.apply(anUpdate('1', { nick: 'new' }), true)).toEqual(change);
		expect(aRoster(before).roster.apply(anAdd('1', { nick: 'new' }), true)).toEqual(change);
	});

	it('takes in changes of the user, too', () => {
		const change = aRoster(aMember('1')).roster.apply(anUpdate('1', { user: { global_name: 'new' } }), true);
		expect(change).toMatchObject({ kind: 'updated', after: { user: { id: '1', global_name: 'new' } } });
	});

	it.each<[string, MemberEvent]>([
		['an add of the same member', anAdd('1', { roles: ['7', '8'] })],
		['a voice state with the same flags', anUpdate('1', { deaf: false, mute: false }, false)],
		['the same roles in another order', anUpdate('1', { roles: ['8', '7'] })],
		['a null where nothing was', anUpdate('1', { banner: null } as never)],
		['an update of an unknown', anUpdate('2', { nick: 'x' })],
		['the deletion of a role', aRoleDelete('7')],
	])('is nothing after %s', (_, event) => {
		expect(aRoster(aMember('1', { roles: ['7', '8'] })).roster.apply(event, true)).toBeUndefined();
	});

	it('is a change if one role stands for another', () => {
		const { roster } = aRoster(aMember('1', { roles: ['7', '8'] }));
		expect(roster.apply(anUpdate('1', { roles: ['7', '9'] }), true)).toMatchObject({ kind: 'updated' });
	});

	it('is not looked for while nobody wants to know', () => {
		const { roster } = aRoster();
		expect(roster.apply(anAdd('1'))).toBeUndefined();
		expect(roster.size).toBe(1);
	});

	it('is nothing after the session broke, and the list stays as it was', () => {
		const { roster, session } = aRoster(aMember('1'));
		session.break(because('sessionRenewed'));
		expect(roster.apply(aRemove('1'), true)).toBeUndefined();
		expect(roster.size).toBe(1);
	});
});

describe('a roster whose session is cut', () => {
	const idsOf = ({ vouchedView }: Roster) => [...vouchedView.ids()];

	it('is as it was until the replay has ended', () => {
		const { roster } = aRoster(aMember('1'), aMember('2'));
		roster.suspend();
		roster.apply(aRemove('1'));
		roster.suspend();
		expect([idsOf(roster), roster.size]).toEqual([['1', '2'], 1]);
		roster.resume();
		expect(idsOf(roster)).toEqual(['2']);
	});

	it('stays as it was if the session is lost in the middle of the replay', () => {
		const { roster, session } = aRoster(aMember('1'), aMember('2'));
		roster.suspend();
		roster.apply(aRemove('1'));
		session.break(because('sessionRenewed'));
		roster.resume(); // that of a later session
		expect(idsOf(roster)).toEqual(['1', '2']);
	});

	it('is no newer for what its replay proves, until that has ended', () => {
		const { roster } = aRoster(aMember('1'), aMember('2'));
		roster.vouchUntil(10);
		roster.suspend();
		roster.apply(aRemove('1'));
		roster.vouchUntil(20);
		expect([idsOf(roster), roster.vouchedAt]).toEqual([['1', '2'], 10]);
		roster.resume();
		roster.vouchUntil(20);
		expect([idsOf(roster), roster.vouchedAt]).toEqual([['2'], 20]);
	});

	it('ignores a stranger who is forgotten meanwhile, and has to look up one that it held', () => {
		const { roster } = aRoster(aMember('1'), aMember('2'));
		roster.suspend();
		roster.apply(aRemove('1'));
		expect(roster.forget('9')).toBe(false);
		expect([idsOf(roster), roster.unconfirmed.size]).toEqual([['1', '2'], 0]);
		expect(roster.forget('1')).toBe(true);
		expect([idsOf(roster), [...roster.unconfirmed]]).toEqual([['2'], ['1']]);
	});

	it('has nothing of a user who is forgotten meanwhile', () => {
		const { roster } = aRoster(aMember('1'), aMember('2'));
		roster.suspend();
		roster.apply(aRemove('2'));
		roster.forget('2');
		expect(idsOf(roster)).toEqual(['1']);
	});
});

const ids = fc.constantFrom('1', '2', '3', '4');
const patches = fc.record(
	{
		nick: fc.constantFrom('a', 'b', null),
		roles: fc.uniqueArray(fc.constantFrom('7', '8', '9'), { maxLength: 3 }),
		deaf: fc.boolean(),
		user: fc.record({ global_name: fc.constantFrom('x', null) }),
	},
	{ requiredKeys: [] },
) as fc.Arbitrary<object>;
const events = fc.oneof(
	fc.tuple(ids, patches).map(([id, fields]) => anAdd(id, fields)),
	fc.tuple(ids, patches, fc.boolean()).map(([id, patch, proves]) => anUpdate(id, patch, proves)),
	ids.map((id) => aRemove(id)),
	fc.constantFrom('7', '8').map((role) => aRoleDelete(role)),
);

/** The readable fields of the members, without the order of roles. */
function readable(members: Iterable<RawMember>): unknown {
	const rows = [...members].map((member) => ({ ...member, roles: [...member.roles].sort() }));
	return rows.sort((a, b) => Number(a.user.id) - Number(b.user.id));
}

it('tells changes that lead from the first list to the last, each from what was there', () => {
	fc.assert(
		fc.property(fc.array(events, { maxLength: 40 }), (script) => {
			const first = [aMember('1'), aMember('2', { roles: ['7', '8'] })];
			const { roster } = aRoster(...first);
			const model = new Map(first.map((member) => [member.user.id, member]));
			for (const event of script) {
				const change = roster.apply(event, true);
				if (event.type === 'roleDelete') {
					for (const [id, member] of model) {
						model.set(id, { ...member, roles: member.roles.filter((role) => role !== event.roleId) });
					}
				}
				if (!change) continue;
				const before = change.kind === 'joined' ? [] : [change.before];
				expect(readable(before)).toEqual(readable([model.get(change.userId)].flatMap((held) => held ?? [])));
				if (change.kind === 'left') model.delete(change.userId);
				else model.set(change.userId, change.after);
			}
			expect(readable(model.values())).toEqual(readable(roster.view().rows()));
		}),
	);
});
