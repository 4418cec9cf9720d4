import fc from 'fast-check';
import { expect, inject, it } from 'vitest';
import { aMember } from '../tests/aMember.js';
import { MemberTable } from './MemberTable.js';
import { UserIndex } from './UserIndex.js';

/** From so many members on, a table counts as large. */
const LARGE = 24;
const USERS = 60;

type Action =
	| { readonly kind: 'add' | 'remove' | 'count'; readonly at: number }
	| { readonly kind: 'join' | 'leave' | 'erase' | 'update'; readonly at: number; readonly user: number }
	| { readonly kind: 'fill'; readonly at: number; readonly from: number };

const at = fc.nat(9);
const user = fc.nat(USERS - 1);
const action: fc.Arbitrary<Action> = fc.oneof(
	{ weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('join', 'leave', 'erase', 'update'), at, user }) },
	{ weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('add', 'add', 'remove', 'count'), at }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('fill'), at, from: at }) },
);

const idOf = (n: number) => String((BigInt(n + 1) << 22n) + 170_000_000_000_000_000n);

/** Tables of which some are in an index, and what the index must say. */
function aPair() {
	const index = new UserIndex(LARGE);
	const tables = Array.from({ length: 10 }, () => new MemberTable());
	const followed = new Set<MemberTable>();
	const happen = (step: Action) => {
		const table = tables[step.at] as MemberTable;
		if (step.kind === 'add') index.add(table);
		if (step.kind === 'remove') index.remove(table);
		if (step.kind === 'add') followed.add(table);
		if (step.kind === 'remove') followed.delete(table);
		if (step.kind === 'fill') Array.from(table.fillFrom((tables[step.from] as MemberTable).view()));
		if (step.kind === 'count') check();
		if (!('user' in step)) return;
		const userId = idOf(step.user);
		if (step.kind === 'join') table.set(aMember(userId));
		if (step.kind === 'update') table.apply({ type: 'update', userId, patch: { nick: 'x' }, provesMembership: true });
		if (step.kind === 'leave') table.delete(userId);
		if (step.kind === 'erase') table.erase(userId);
	};
	const check = () => {
		const users = Array.from({ length: USERS }, (_, n) => idOf(n));
		const truth = users.map((id) => new Set([...followed].filter((table) => table.has(id))));
		const found = users.map((id) => index.find(id));
		expect(found.map((some) => new Set(some))).toEqual(truth);
		expect(found.map(({ length }) => length)).toEqual(truth.map(({ size }) => size));
		expect(index.count).toBe(truth.filter(({ size }) => size > 0).length);
	};
	return { happen, check };
}

it('says where each user is, and how many there are, after anything that can happen to tables', () => {
	fc.assert(
		fc.property(fc.array(action, { maxLength: 400, size: 'max' }), (actions) => {
			const { happen, check } = aPair();
			for (const step of actions) happen(step);
			check();
		}),
		{ numRuns: 100 * inject('depth') },
	);
});
