import fc from 'fast-check';
import { expect, inject, it } from 'vitest';
import type { RawMember } from '../interfaces/ITransport.js';
import { aRandomMember } from '../tests/randomMembers.js';
import { type MemberPatch, mergeMember } from './MemberEvent.js';
import { MemberTable } from './MemberTable.js';
import { isTold } from './RosterChange.js';

const ID = '81384788765712384';
const member = aRandomMember(fc.constant(ID));

/** Some of what a member says, or all of it. */
const patch = fc.tuple(member, fc.array(fc.nat(30)), fc.boolean()).map(([told, left, isWhole]): MemberPatch => {
	if (isWhole) return told;
	const without = (data: object) => Object.fromEntries(Object.entries(data).filter((_, at) => !left.includes(at)));
	return { ...without(told), user: { ...without(told.user), id: ID } } as MemberPatch;
});

/** What is new of a user counts, as the row says it before and after. */
function readOf(member: RawMember): RawMember {
	const table = new MemberTable();
	table.set(member);
	return table.get(ID) as RawMember;
}

it('puts an update over a row as over the member that it says, and knows whether it tells of the user', () => {
	fc.assert(
		fc.property(member, fc.array(patch, { minLength: 1, maxLength: 4 }), (first, patches) => {
			const table = new MemberTable();
			table.watcher = { onJoin: () => {}, onLeave: () => {} };
			table.set(first);
			for (const told of patches) {
				const before = table.get(ID) as RawMember;
				const known = table.apply({ type: 'update', userId: ID, patch: told, provesMembership: true });
				expect(known).toBe(true);
				expect(table.get(ID)).toEqual(readOf(mergeMember(before, told)));
				const after = table.get(ID) as RawMember;
				const isNews = !isTold(before.user, after.user) || !isTold(after.user, before.user);
				if (isNews) expect(table.hasToldUser).toBe(true);
				if (table.hasToldUser) expect(isTold(before.user, told.user ?? {})).toBe(false);
			}
		}),
		{ numRuns: 100 * inject('depth') },
	);
});
