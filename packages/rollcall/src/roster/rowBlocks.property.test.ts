import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { aRandomMember } from '../tests/randomMembers.js';
import { MemberTable } from './MemberTable.js';
import { BlockList, blocksOf, factsOf } from './rowBlocks.js';

const userIds = ['81384788765712384', '81384788765712385', '18446744073709551615', '7', '300', '4294967296'];
const roleIds = ['11', '12', '13', '14', 'no id'];
const member = aRandomMember(fc.constantFrom(...userIds), fc.constantFrom(...roleIds));
const action = fc.oneof(
	{ weight: 6, arbitrary: member.map((one) => (table: MemberTable) => void table.set(one)) },
	{ weight: 2, arbitrary: fc.constantFrom(...userIds).map((id) => (table: MemberTable) => table.delete(id)) },
	{
		weight: 1,
		arbitrary: fc
			.constantFrom(...roleIds)
			.map((roleId) => (table: MemberTable) => void table.apply({ type: 'roleDelete', roleId })),
	},
);

/** What crosses: facts as JSON, and bytes that may lie anywhere. */
function cross(bytes: Uint8Array, offset: number): Uint8Array {
	const elsewhere = Buffer.alloc(bytes.length + offset);
	elsewhere.set(bytes, offset);
	return elsewhere.subarray(offset);
}

describe('a view in blocks', () => {
	it('is put together as it was, at whatever moment it was taken, and answers about roles as it did', () => {
		fc.assert(
			fc.property(
				fc.array(action, { maxLength: 20 }),
				fc.array(action, { maxLength: 10 }),
				fc.constantFrom(1, 100, 300, 1_000_000),
				fc.option(fc.subarray(roleIds)),
				fc.constantFrom('all' as const, ['nick', 'user.username'], ['joined_at']),
				fc.nat(9),
				(before, after, blockBytes, existing, fields, offset) => {
					const table = new MemberTable({ fields });
					for (const act of before) act(table);
					const view = table.view().knowing(existing === null ? undefined : new Set(existing));
					const wanted = view.toJSON();
					const counts = view.roleCounts();
					const list = new BlockList(JSON.parse(JSON.stringify(factsOf(view))));
					const blocks = blocksOf(view, blockBytes);
					for (const act of after) act(table); // an answer is of its moment
					for (const { facts, bytes } of blocks) list.add(JSON.parse(JSON.stringify(facts)), cross(bytes, offset));
					const there = list.view();
					expect(there.toJSON()).toEqual(wanted);
					expect([there.size, ...there.ids()]).toEqual([view.size, ...view.ids()]);
					expect(new Map([...there.roleCounts()].sort())).toEqual(new Map([...counts].sort()));
					for (const roleId of roleIds) expect(there.withRole(roleId).size).toBe(view.withRole(roleId).size);
					expect([...there.withoutRoles().ids()]).toEqual([...view.withoutRoles().ids()]);
					expect(there.count({ hasRoles: true })).toBe(view.count({ hasRoles: true }));
				},
			),
			{ numRuns: 200 * inject('depth') },
		);
	});
});

describe('a block that is not what was sent', () => {
	const table = new MemberTable();
	const user = { username: 'a', discriminator: '0', global_name: null, avatar: null };
	for (const id of userIds) {
		table.set({ user: { ...user, id }, roles: ['11'], joined_at: '2020-01-01T00:00:00.000000+00:00' } as never);
	}
	const view = table.view();
	const [block] = blocksOf(view, 1_000_000);
	if (!block) throw new Error('There is no block.');

	it.each([
		['lacks its end', { ...block, bytes: block.bytes.slice(0, -1) }],
		['has more bytes', { ...block, bytes: Uint8Array.from([...block.bytes, 0]) }],
		['has other rows', { ...block, facts: { ...block.facts, rows: 1_000 } }],
		['has fewer rows', { ...block, facts: { ...block.facts, rows: 3 } }],
		['has sets of no roles', { ...block, facts: { ...block.facts, roles: [] } }],
		['has no role sets', { ...block, facts: { ...block.facts, sets: [] } }],
	])('is refused if it %s', (_, { facts, bytes }) => {
		const list = new BlockList(factsOf(view));
		expect(() => list.add(facts, bytes)).toThrow(RangeError);
	});

	it('is refused if its members are there already, or if it comes from other columns', () => {
		const list = new BlockList(factsOf(view));
		list.add(block.facts, block.bytes);
		expect(() => list.add(block.facts, block.bytes)).toThrow('twice');
		expect(() => new BlockList({ ...factsOf(view), format: 'nick' })).toThrow('other fields');
	});
});
