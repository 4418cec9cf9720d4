import { setImmediate as nextTurn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, inject, it, vi } from 'vitest';
import type { RawMember } from '../interfaces/ITransport.js';
import type { RosterView } from '../interfaces/RosterView.js';
import { aMember, anAdd, anUpdate, aRemove, aRoleDelete } from '../tests/aMember.js';
import { aRandomMember } from '../tests/randomMembers.js';
import { type MemberEvent, mergeMember, withoutRoles } from './MemberEvent.js';
import { MemberTable } from './MemberTable.js';

/** Vitest's own matchers are misled by keys such as `constructor`. */
function expectEqual(actual: unknown, expected: unknown): void {
	if (!isDeepStrictEqual(actual, expected)) expect(actual).toStrictEqual(expected);
	expect(isDeepStrictEqual(actual, expected)).toBe(true);
}

const byId = (rows: Iterable<RawMember>) => new Map([...rows].map((row) => [row.user.id, row]));

function aTable(...members: RawMember[]): MemberTable {
	const table = new MemberTable();
	for (const member of members) table.set(member);
	return table;
}

describe('MemberTable', () => {
	it('gives every field back as it came, absent and null kept apart, unknown ones among them', () => {
		fc.assert(
			fc.property(fc.array(aRandomMember(), { maxLength: 10 }), (members) => {
				const table = aTable(...members);
				expectEqual(byId(table.view()), byId(members));
			}),
			{ numRuns: 50 * inject('depth') },
		);
	});

	it('keeps long and short rows apart, in however many segments of memory they stand', () => {
		// A segment is 64 KiB; rows that begin near its end may be longer than what is left of it.
		const length = fc.oneof(fc.nat(100), fc.integer({ min: 300, max: 6_000 }), fc.constantFrom(70_000, 1_100_000));
		const step = fc.record({ id: fc.integer({ min: 1, max: 60 }), length, leaves: fc.boolean() });
		fc.assert(
			fc.property(fc.array(step, { minLength: 300, maxLength: 300 }), (steps) => {
				const table = aTable();
				const truth = new Map<string, RawMember>();
				const views: { view: RosterView; truth: Map<string, RawMember> }[] = [];
				for (const [index, { id, length, leaves }] of steps.entries()) {
					const member = { ...aMember(String(id), { nick: `n${index}` }), future: 'x'.repeat(length) } as RawMember;
					if (leaves && length < 50) table.delete(String(id));
					else table.set(member);
					if (leaves && length < 50) truth.delete(String(id));
					else truth.set(String(id), member);
					if (index % 60 === 59) views.push({ view: table.view(), truth: new Map(truth) });
				}
				for (const { view, truth } of views) expectEqual(byId(view), truth);
				const compacted = aTable();
				Array.from(compacted.fillFrom(table.view()));
				expectEqual(byId(compacted.view()), truth);
			}),
			{ numRuns: inject('depth') },
		);
	});

	it('says whether an event speaks of a member that it holds', () => {
		const table = aTable(aMember('1'));
		expect(table.apply(anUpdate('1', { nick: 'a' }))).toBe(true);
		expect(table.apply(anUpdate('2', { nick: 'a' }))).toBe(false);
		expect(table.apply(anAdd('2'))).toBe(true);
		expect(table.apply(aRemove('3'))).toBe(true);
		expect(table.size).toBe(2);
	});

	it('takes no more memory for what changes nothing', () => {
		const table = aTable(aMember('1', { deaf: true, roles: ['7'] }), aMember('2'));
		const view = table.view();
		for (let i = 0; i < 10_000; i++) {
			table.apply(anUpdate('1', { deaf: true, mute: false }));
			table.set(aMember('2'));
		}
		expect(table.view()).toEqual(view);
	});

	it('keeps just the fields that are wanted, ids and roles always', () => {
		const table = new MemberTable({ fields: ['nick', 'user.username'] });
		const { user, ...rest } = aMember('1', { nick: 'a', roles: ['7'] });
		table.set({ ...rest, future: 1, user: { ...user, future: 2 } } as unknown as RawMember);
		expect(table.get('1')).toStrictEqual({ nick: 'a', roles: ['7'], user: { id: '1', username: 'user1' } });
		expect(table.bytes).toBeLessThan(aTable(aMember('1')).bytes);
	});

	it('refuses a user id that Discord cannot have given', () => {
		for (const id of ['', '0', '007', 'a', '18446744073709551616', '-1', '1.5']) {
			expect(() => aTable(aMember(id))).toThrow(`got ${id}.`);
			expect(aTable(aMember('1')).has(id)).toBe(false);
		}
		expect(aTable(aMember('18446744073709551615')).has('18446744073709551615')).toBe(true);
	});

	it('compares many members as of the call, and lets other work run meanwhile', async () => {
		let now = 0;
		vi.spyOn(performance, 'now').mockImplementation(() => now++); // each look at the clock takes a millisecond
		const ids = Array.from({ length: 1_000 }, (_, index) => String(index + 1));
		const [table, other] = [new MemberTable({ fields: [] }), new MemberTable({ fields: [] })];
		for (const id of ids) table.set(aMember(id));
		for (const id of ids.slice(3)) other.set(aMember(id));
		let hasRun = false;
		setImmediate(() => {
			hasRun = true;
			table.delete('1');
			other.delete('1000');
		});
		expect(await table.missingIn(other, 9)).toEqual({ count: 3, ids: ['1', '2', '3'] });
		expect(hasRun).toBe(true);
	});

	it('counts the members that another table lacks, and names some, evenly spread', async () => {
		const table = aTable(aMember('1'), aMember('2'), aMember('3'), aMember('4'));
		table.delete('1');
		const other = aTable(aMember('3'), aMember('5'));
		other.apply(aRemove('3'));
		expect(await table.missingIn(other, 9)).toEqual({ count: 3, ids: ['2', '3', '4'] });
		expect(await table.missingIn(other, 2)).toEqual({ count: 3, ids: ['2', '3'] });
		expect(await table.missingIn(aTable(aMember('2')), 1)).toEqual({ count: 2, ids: ['3'] });
	});

	it('takes from another table the members that it lacks', () => {
		const table = aTable(aMember('1', { nick: 'mine' }), aMember('2'));
		table.delete('2');
		const other = aTable(aMember('1', { nick: 'yours' }), aMember('2', { roles: ['8'] }), aMember('3'));
		Array.from(table.fillFrom(other.view()));
		expect([...table.view()].map(({ user, nick }) => [user.id, nick])).toEqual([
			['1', 'mine'],
			['2', null],
			['3', null],
		]);
	});
});

const ROLES = ['7', '8', '9'];
const id = fc.constantFrom('1', '2', '3', '4', '5');
const event: fc.Arbitrary<MemberEvent> = fc.oneof(
	{
		weight: 3,
		arbitrary: aRandomMember(id, fc.constantFrom(...ROLES)).map((member) => anAdd(member.user.id, member as never)),
	},
	{
		weight: 3,
		arbitrary: fc
			.tuple(id, fc.subarray(ROLES), fc.string())
			.map(([userId, roles, nick]) => anUpdate(userId, { roles, nick })),
	},
	{ weight: 2, arbitrary: id.map(aRemove) },
	{ weight: 1, arbitrary: fc.constantFrom(...ROLES).map(aRoleDelete) },
);

/** The same by a plain Map. */
function applyTo(model: Map<string, RawMember>, happened: MemberEvent): void {
	if (happened.type === 'add') model.set(happened.userId, happened.member);
	else if (happened.type === 'remove') model.delete(happened.userId);
	else if (happened.type === 'update') {
		const member = model.get(happened.userId);
		if (member) model.set(happened.userId, mergeMember(member, happened.patch));
	} else {
		for (const [userId, member] of model) {
			if (Array.isArray(member.roles)) model.set(userId, withoutRoles(member, new Set([happened.roleId])));
		}
	}
}

/** A list of roles that is none holds none. */
const rolesOf = ({ roles }: RawMember) =>
	Array.isArray(roles) && roles.every((role) => typeof role === 'string') ? roles : [];
const holding = (rows: ReadonlyMap<string, RawMember>, holds: (roles: readonly string[]) => boolean) =>
	[...rows.values()]
		.filter((row) => holds(rolesOf(row)))
		.map(({ user }) => user.id)
		.sort();
const idsOf = (view: RosterView) => [...view.ids()].sort();

/** The view answers every question as the rows do that it was taken of. */
function expectSame(view: RosterView, rows: ReadonlyMap<string, RawMember>): void {
	expectEqual(byId(view), rows);
	expect(view.size).toBe(rows.size);
	expect(idsOf(view)).toEqual([...rows.keys()].sort());
	for (const userId of ['1', '2', '3', '4', '5', '6', 'nobody']) {
		expect(view.has(userId)).toBe(rows.has(userId));
		expectEqual(view.get(userId), rows.get(userId));
	}
}

describe('views of a MemberTable', () => {
	it('stay as they were taken, whatever happens to the table, and agree with a plain Map in every answer', () => {
		return fc.assert(
			fc.asyncProperty(
				fc.array(fc.tuple(event, fc.boolean(), fc.integer({ max: 20, min: 0 })), { maxLength: 60, size: 'max' }),
				async (steps) => {
					const table = new MemberTable();
					const model = new Map<string, RawMember>();
					const taken: { view: RosterView; rows: Map<string, RawMember> }[] = [];
					for (const [happened, takes, chance] of steps) {
						table.apply(happened);
						applyTo(model, happened);
						if (chance === 0) await nextTurn();
						if (chance < 3) {
							expect(table.erase(String(chance))).toBe(model.delete(String(chance)));
							expect(table.has(String(chance))).toBe(false);
						}
						if (takes) taken.push({ view: table.view(), rows: new Map(model) });
						expect(table.size).toBe(model.size);
					}
					for (const { view, rows } of taken) expectSame(view, rows);
				},
			),
			{ numRuns: 20 * inject('depth') },
		);
	});

	it('know who holds which role, also those that were taken before later changes', () => {
		fc.assert(
			fc.property(
				fc.array(fc.tuple(event, fc.boolean()), { maxLength: 40, size: 'max' }),
				fc.subarray([...ROLES, '10']),
				(steps, asked) => {
					const table = new MemberTable();
					const model = new Map<string, RawMember>();
					const taken: { view: RosterView; rows: Map<string, RawMember>; held: RosterView }[] = [];
					for (const [happened, takes] of steps) {
						table.apply(happened);
						applyTo(model, happened);
						const view = table.view();
						if (takes) taken.push({ view, rows: new Map(model), held: view.withRole('7') });
					}
					for (const { view, rows, held } of taken) {
						const anyOf = (roles: readonly string[]) => asked.some((role) => roles.includes(role));
						const allOf = (roles: readonly string[]) => asked.every((role) => roles.includes(role));
						expect(idsOf(held)).toEqual(holding(rows, (roles) => roles.includes('7')));
						expect(held.size).toBe(idsOf(held).length);
						expect(idsOf(view.withAnyRole(asked))).toEqual(holding(rows, anyOf));
						expect(idsOf(view.withAllRoles(asked))).toEqual(holding(rows, allOf));
						expect(view.withAllRoles(asked).size).toBe(holding(rows, allOf).length);
						expect(idsOf(held.withAllRoles(asked))).toEqual(
							holding(rows, (roles) => roles.includes('7') && allOf(roles)),
						);
						expect(idsOf(view.withoutRoles())).toEqual(holding(rows, (roles) => roles.length === 0));
						const counts = ROLES.map((role) => [role, holding(rows, (roles) => roles.includes(role)).length] as const);
						expect(ROLES.map((role) => [role, view.roleCounts().get(role) ?? 0])).toEqual(counts);
					}
				},
			),
			{ numRuns: 20 * inject('depth') },
		);
	});

	it('know only the roles of that moment, even if rows name other ids, and give each row as it is', () => {
		const there = fc.subarray([...ROLES, '10']);
		fc.assert(
			fc.property(fc.array(event, { maxLength: 40, size: 'max' }), there, fc.boolean(), (happened, known, isOld) => {
				const table = new MemberTable();
				const model = new Map<string, RawMember>();
				for (const step of happened) {
					table.apply(step);
					applyTo(model, step);
				}
				const view = table.view().knowing(new Set(known));
				const rows = new Map(model);
				if (isOld) table.set(aMember('999', { roles: ['7'] }));
				const has = (role: string) => (roles: readonly string[]) => known.includes(role) && roles.includes(role);
				for (const seen of [view, view.filter(() => true), view.pick(rows.keys())]) {
					expectSame(seen, rows);
					for (const role of ROLES) {
						expect(idsOf(seen.withRole(role))).toEqual(holding(rows, has(role)));
						expect(idsOf(seen.withAnyRole([role]))).toEqual(holding(rows, has(role)));
						expect(idsOf(seen.withAllRoles([role]))).toEqual(holding(rows, has(role)));
						expect(seen.roleCounts().get(role) ?? 0).toBe(seen.withRole(role).size);
					}
					const none = (roles: readonly string[]) => !roles.some((role) => known.includes(role));
					expect(idsOf(seen.withoutRoles())).toEqual(holding(rows, none));
					expect([...seen.roleCounts().keys()].filter((role) => !known.includes(role))).toEqual([]);
				}
			}),
			{ numRuns: 20 * inject('depth') },
		);
	});

	it('choose by predicate, by ids and by the beginning of a name', () => {
		const table = aTable(
			aMember('1', { nick: 'Ärger', user: { username: 'zoe' } }),
			aMember('2', { user: { username: 'b', global_name: 'ÄRA' } }),
			aMember('3', { user: { username: 'ära.x' } }),
			aMember('4', { user: { username: 'xära' } }),
		);
		const view = table.view();
		table.delete('3');
		expect(idsOf(view.search('är'))).toEqual(['1', '2', '3']);
		expect(view.search('ÄR', 2).size).toBe(2);
		expect(idsOf(table.view().search('är'))).toEqual(['1', '2']);
		expect(idsOf(view.filter(({ user }) => user.username.startsWith('z')))).toEqual(['1']);
		expect(idsOf(view.pick(['4', '9', '4', '3', 'x']))).toEqual(['3', '4']);
		expect(view.pick(['1']).has('2')).toBe(false);
		expect(view.pick(['1']).get('1')).toStrictEqual(view.get('1'));
	});
});

describe('a MemberTable of many', () => {
	it('stays true under very many random changes, and takes no more room for them', () => {
		const table = new MemberTable();
		const model = new Map<string, string>();
		const steps = 100_000 * inject('depth');
		let seed = 1;
		const random = (below: number) => {
			seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
			return Math.floor((seed / 2 ** 32) * below);
		};
		const idAt = (index: number) => String(100_000_000_000_000_000n + BigInt(index) * 4_194_304n * 977n);
		for (let step = 0; step < steps; step++) {
			const userId = idAt(random(20_000));
			if (random(3) === 0) {
				table.delete(userId);
				model.delete(userId);
			} else {
				table.set({ user: { id: userId }, nick: `n${step}`, roles: [] } as unknown as RawMember);
				model.set(userId, `n${step}`);
			}
		}
		expect(table.size).toBe(model.size);
		const names = new Map([...table.view()].map(({ user, nick }) => [user.id, nick]));
		expect(names).toEqual(model);
		for (let index = 0; index < 20_000; index++) expect(table.has(idAt(index))).toBe(model.has(idAt(index)));
		expect(table.bytes / table.size).toBeLessThan(120);
	});
});
