import fc from 'fast-check';
import { expect, inject, it } from 'vitest';
import type { RawMember } from '../interfaces/ITransport.js';
import { MemberTable } from '../roster/MemberTable.js';
import { aRandomMember } from '../tests/randomMembers.js';
import { decodeRoster } from './decodeRoster.js';
import { encodeRoster } from './encodeRoster.js';

const GUILD = '81384788765712384';
const ROLES = ['700000000000000001', '700000000000000002', '700000000000000003', 'a role\ud800'];
const role = fc.constantFrom(...ROLES);
const someFields = fc.constantFrom('all' as const, ['nick', 'joined_at', 'user.username'], []);

/** What happens to a table: somebody is there, or is gone, or a role is. */
const happening = fc.oneof(
	{ weight: 8, arbitrary: aRandomMember(undefined, role).map((member) => ({ member })) },
	{
		weight: 4,
		arbitrary: aRandomMember(fc.constantFrom('1', '2', '18446744073709551615'), role).map((member) => ({ member })),
	},
	{ weight: 2, arbitrary: fc.constantFrom('1', '2').map((gone) => ({ gone })) },
	{ weight: 1, arbitrary: role.map((deleted) => ({ deleted })) },
);
type Happening = { readonly member: RawMember } | { readonly gone: string } | { readonly deleted: string };

function tableOf(happenings: readonly Happening[], fields: 'all' | readonly string[]): MemberTable {
	const table = new MemberTable({ fields });
	for (const one of happenings) {
		if ('member' in one) table.set(one.member);
		else if ('gone' in one) table.delete(one.gone);
		else table.apply({ type: 'roleDelete', roleId: one.deleted });
	}
	return table;
}

it('gives back every member in every field, in their order', async () => {
	const property = fc.asyncProperty(fc.array(happening, { maxLength: 20 }), someFields, async (happenings, fields) => {
		const view = tableOf(happenings, fields).view();
		const table = await decodeRoster(await encodeRoster(view, GUILD), GUILD);
		expect(JSON.stringify(table?.view())).toBe(JSON.stringify(view));
		expect(table?.view().roleCounts()).toEqual(view.roleCounts());
	});
	await fc.assert(property, { numRuns: 150 * inject('depth') });
});

it('gives a list that goes on to live as the one that was saved', async () => {
	const many = fc.array(happening, { maxLength: 10 });
	const property = fc.asyncProperty(many, many, async (before, after) => {
		const saved = tableOf(before, 'all');
		const restored = (await decodeRoster(await encodeRoster(saved.view(), GUILD), GUILD)) as MemberTable;
		for (const one of after) {
			for (const table of [saved, restored]) {
				if ('member' in one) table.set(one.member);
				else if ('gone' in one) table.delete(one.gone);
				else table.apply({ type: 'roleDelete', roleId: one.deleted });
			}
		}
		const byId = (table: MemberTable) => new Map([...table.view()].map((member) => [member.user.id, member]));
		expect(byId(restored)).toEqual(byId(saved));
		expect(restored.view().roleCounts()).toEqual(saved.view().roleCounts());
	});
	await fc.assert(property, { numRuns: 100 * inject('depth') });
});

/** A fault of a disk, or of somebody who writes at random. */
const damage = fc.oneof(
	fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })).map(([where, change]) => (block: Buffer) => {
		const bytes = Buffer.from(block);
		const at = where % bytes.length;
		bytes[at] = (bytes[at] as number) ^ change;
		return bytes;
	}),
	fc.nat().map((where) => (block: Buffer) => block.subarray(0, where % block.length)),
	fc.tuple(fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 40 })).map(([where, more]) => (block: Buffer) => {
		const at = where % (block.length + 1);
		return Buffer.concat([block.subarray(0, at), more, block.subarray(at)]);
	}),
	fc.tuple(fc.nat(), fc.integer({ min: 1, max: 40 })).map(([where, count]) => (block: Buffer) => {
		const at = where % block.length;
		return Buffer.concat([block.subarray(0, at), block.subarray(Math.min(at + count, block.length))]);
	}),
	fc.uint8Array({ maxLength: 200 }).map((bytes) => () => Buffer.from(bytes)),
);

it('refuses every block that was damaged', async () => {
	const property = fc.asyncProperty(fc.array(happening, { maxLength: 6 }), damage, async (happenings, harm) => {
		const block = await encodeRoster(tableOf(happenings, 'all').view(), GUILD);
		const harmed = harm(block);
		if (harmed.equals(block)) return;
		expect(await decodeRoster(harmed, GUILD)).toBeUndefined();
	});
	await fc.assert(property, { numRuns: inject('depth') > 1 ? 500 * inject('depth') : 200 });
});

it('refuses the block of another guild', async () => {
	const members = fc.sample(aRandomMember(), { numRuns: 3, seed: 1 });
	const block = await encodeRoster(
		tableOf(
			members.map((member) => ({ member })),
			'all',
		).view(),
		GUILD,
	);
	expect(await decodeRoster(block, GUILD)).toBeDefined();
	expect(await decodeRoster(block, '81384788765712385')).toBeUndefined();
});
