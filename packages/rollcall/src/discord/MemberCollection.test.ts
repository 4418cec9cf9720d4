import { Collection, type GuildMember } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawMember } from '../interfaces/ITransport.js';
import { MemberTable } from '../roster/MemberTable.js';
import { collectionMethods, untried } from '../tests/collectionMethods.js';
import { MemberCollection } from './MemberCollection.js';

type Members = Collection<string, GuildMember>;

const raw = (id: number): RawMember => ({ user: { id: String(id) }, roles: [] }) as unknown as RawMember;
// The collection neither knows nor cares what a member is made of.
const member = (id: string): GuildMember => ({ id }) as GuildMember;

function pair(size: number): { lazy: MemberCollection; plain: Members; made: () => number } {
	const table = new MemberTable();
	const plain: Members = new Collection();
	const members = Array.from({ length: size }, (_, index) => member(String(index + 1)));
	for (const [index, one] of members.entries()) {
		table.set(raw(index + 1));
		plain.set(one.id, one);
	}
	let made = 0;
	const lazy = MemberCollection.of(table.view(), ({ user }) => {
		made++;
		return members[Number(user.id) - 1] ?? member(user.id);
	});
	return { lazy, plain, made: () => made };
}

const METHODS = collectionMethods(
	Array.from({ length: 9 }, (_, index) => String(index + 1)),
	member,
);
const even = ({ id }: GuildMember) => Number(id) % 2 === 0;

describe('the lazy collection', () => {
	it.each(Object.entries(METHODS))('answers %s as a plain Collection does', (_, call) => {
		const { lazy, plain } = pair(9);
		const [ours, theirs] = [call(lazy), call(plain)];
		expect(ours).toEqual(theirs);
		expect([...lazy]).toEqual([...plain]);
	});

	it('is tried with every method that Collection has', () => {
		expect(untried(METHODS)).toEqual([]);
	});

	it('agrees with a plain one after any sequence of changes', () => {
		const names = ['get', 'set', 'delete', 'has', 'sort', 'reverse', 'sweep', 'ensure', 'filter', 'values', 'clear'];
		fc.assert(
			fc.property(fc.nat(12), fc.array(fc.constantFrom(...names), { maxLength: 6 }), (size, calls) => {
				const { lazy, plain } = pair(size);
				for (const name of calls) expect(METHODS[name]?.(lazy)).toEqual(METHODS[name]?.(plain));
				expect([...lazy]).toEqual([...plain]);
			}),
		);
	});

	it('makes no member for size, has and keys, and each one once', () => {
		const { lazy, made } = pair(50);
		expect([lazy.size, lazy.has('7'), [...lazy.keys()].length, lazy.hasAll('1')]).toEqual([50, true, 50, true]);
		expect(made()).toBe(0);
		expect(lazy.get('7')).toBe(lazy.get('7'));
		expect(made()).toBe(1);
	});

	it('gives plain collections when others are derived from it', () => {
		const { lazy } = pair(5);
		expect(lazy).toBeInstanceOf(Collection);
		expect(lazy.filter(even).constructor).toBe(Collection);
		expect(lazy.clone().constructor).toBe(Collection);
	});
});

/** Every way to go through all members, or for one of them. */
const WALKS: Record<string, (members: Members) => unknown> = {
	iterate: (m) => [...m].length,
	values: (m) => [...m.values()].length,
	forEach: (m) => m.forEach(() => {}),
	filter: (m) => m.filter(even).size,
	find: (m) => m.find(({ id }) => id === 'nobody'),
	map: (m) => m.map(({ id }) => id).length,
	reduce: (m) => m.reduce((sum) => sum + 1, 0),
	get: (m) => {
		for (const id of m.keys()) m.get(id);
	},
	at: (m) => {
		for (let index = 0; index < m.size; index += 10_000) m.at(index);
	},
	first: (m) => m.first(1_000).length,
	last: (m) => m.last(1_000).length,
	random: (m) => m.random(100).length,
};

describe('a collection of more members than are kept', () => {
	const SIZE = 60_000;

	it.each(Object.entries(WALKS))('makes no more of them by %s the second time, nor the third', (name, walk) => {
		const { lazy, made } = pair(SIZE);
		const counts = [1, 2, 3].map(() => {
			const before = made();
			walk(lazy);
			return made() - before;
		});
		const [first = 0, ...later] = counts;
		for (const count of later) expect(count).toBeLessThanOrEqual(first);
		if (first === SIZE) for (const count of later) expect(count, name).toBeLessThanOrEqual(SIZE - 40_000);
	});

	it('gives the same object while a walk is at it, for those read last, and for most of all', () => {
		const { lazy } = pair(SIZE);
		const seen: GuildMember[] = [];
		let others = 0;
		for (const [id, one] of lazy) {
			seen.push(one);
			if (lazy.get(id) !== one) others++;
		}
		const same = seen.filter((one, index) => lazy.get(String(index + 1)) === one);
		expect(others).toBe(0);
		expect(same.length).toBeGreaterThanOrEqual(40_000);
	});
});
