import { inspect } from 'node:util';
import { Collection, type GuildMember } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawMember } from '../interfaces/ITransport.js';
import { MemberTable } from '../roster/MemberTable.js';
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

const even = ({ id }: GuildMember) => Number(id) % 2 === 0;
const byIdDown = (a: GuildMember, b: GuildMember) => Number(b.id) - Number(a.id);
const other = () => new Collection([3, 4, 50].map((id) => [String(id), member(String(id))]));
const keepBoth = (value: GuildMember) => ({ keep: true as const, value });

/** Every method of Collection and of Map, as a function of the collection that it is called on. */
const METHODS: Record<string, (members: Members) => unknown> = {
	at: (m) => [m.at(0), m.at(-1), m.at(99)],
	clear: (m) => [m.clear(), m.size, [...m]],
	clone: (m) => m.clone(),
	concat: (m) => m.concat(other()),
	delete: (m) => [m.delete('3'), m.delete('nobody'), m.size, m.has('3'), [...m.keys()]],
	difference: (m) => [...m.difference(other()).keys()],
	each: (m) => m.each(() => {}).size,
	ensure: (m) => [m.ensure('2', member), m.ensure('77', member).id, m.size],
	entries: (m) => [...m.entries()],
	equals: (m) => [m.equals(m), m.equals(m.clone()), m.equals(other())],
	every: (m) => [m.every(even), m.every(() => true)],
	filter: (m) => m.filter(even),
	find: (m) => m.find(({ id }) => id === '4'),
	findKey: (m) => m.findKey(even),
	first: (m) => [m.first(), m.first(2), m.first(-2)],
	firstKey: (m) => [m.firstKey(), m.firstKey(3)],
	flatMap: (m) => m.flatMap((value) => new Collection([[value.id, value]])),
	forEach: (m) => {
		const seen: unknown[] = [];
		m.forEach((value, key, map) => {
			seen.push([key, value, map === m]);
		});
		return seen;
	},
	get: (m) => [m.get('1'), Object.is(m.get('1'), m.get('1')), m.get('nobody')],
	has: (m) => [m.has('1'), m.has('nobody')],
	hasAll: (m) => [m.hasAll('1', '2'), m.hasAll('1', 'nobody')],
	hasAny: (m) => [m.hasAny('nobody', '2'), m.hasAny('nobody')],
	intersect: (m) => m.intersect(m.filter(even)),
	inspect: (m) => inspect(m).replace('MemberCollection', 'Collection'),
	iterate: (m) => [...m],
	keyAt: (m) => [m.keyAt(1), m.keyAt(-1)],
	keys: (m) => [...m.keys()],
	last: (m) => [m.last(), m.last(2)],
	lastKey: (m) => [m.lastKey(), m.lastKey(2)],
	map: (m) => m.map(({ id }) => id),
	mapValues: (m) => m.mapValues(({ id }) => id),
	merge: (m) => m.merge(other(), keepBoth, keepBoth, keepBoth),
	partition: (m) => m.partition(even),
	random: (m) => [m.random() !== undefined, m.random(3).length],
	randomKey: (m) => [m.randomKey() !== undefined, m.randomKey(3).length],
	reduce: (m) => m.reduce((sum, { id }) => sum + Number(id), 0),
	reverse: (m) => [m.reverse() === m, [...m]],
	set: (m) => [m.set('1', member('new')) === m, m.get('1')?.id, m.size],
	size: (m) => m.size,
	some: (m) => m.some(even),
	sort: (m) => [m.sort(byIdDown) === m, [...m]],
	sorted: (m) => m.sorted(byIdDown),
	subtract: (m) => m.subtract(other()),
	sweep: (m) => [m.sweep(even), [...m.keys()]],
	tap: (m) => m.tap(() => {}).size,
	toJSON: (m) => m.toJSON(),
	values: (m) => [...m.values()],
};

describe('the lazy collection', () => {
	it.each(Object.entries(METHODS))('answers %s as a plain Collection does', (_, call) => {
		const { lazy, plain } = pair(9);
		const [ours, theirs] = [call(lazy), call(plain)];
		expect(ours).toEqual(theirs);
		expect([...lazy]).toEqual([...plain]);
	});

	it('is tried with every method that Collection has', () => {
		const names = Object.getOwnPropertyNames(Collection.prototype);
		const untried = names.filter((name) => name !== 'constructor' && !(name in METHODS));
		expect(untried).toEqual([]);
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
