import { inspect, isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, inject, it } from 'vitest';
import type { RawMember } from '../interfaces/ITransport.js';
import { aMember } from '../tests/aMember.js';
import { aRandomMember } from '../tests/randomMembers.js';
import { lazyRecord } from './LazyRecord.js';
import { MemberTable } from './MemberTable.js';

/** A record of which nothing is decoded yet, and the same as a plain object. */
function both(member: RawMember): [lazy: RawMember, plain: RawMember] {
	const table = new MemberTable();
	table.set(member);
	const { columns, bound } = table.view();
	return [lazyRecord(columns, 0, bound), columns.read(0, bound)];
}

/** What a predicate could do with a record. Each gives what it has seen. */
const LOOKS: Record<string, (record: RawMember) => unknown> = {
	json: (record) => JSON.stringify(record),
	spread: (record) => ({ ...record, user: { ...record.user } }),
	keys: (record) => [Object.keys(record), Object.keys(record.user)],
	entries: (record) => Object.entries(record.user),
	descriptors: (record) => Object.getOwnPropertyDescriptors(record.user),
	forIn: (record) => {
		const keys: string[] = [];
		for (const key in record) keys.push(key);
		return keys;
	},
	inspect: (record) => inspect(record, { depth: 9 }),
	prototype: (record) => [Object.getPrototypeOf(record) === Object.prototype, record.constructor === Object],
	own: (record) => ['nick', 'user', 'toString', 'future'].map((key) => [Object.hasOwn(record, key), key in record]),
	id: ({ user }) => user.id,
	nick: ({ nick }) => nick,
	roles: ({ roles }) => roles,
	joined: (record) => record.joined_at,
	sameObjects: (record) => {
		const { user, roles } = record;
		return [user === record.user, roles === record.roles];
	},
	clone: (record) => structuredClone({ ...record, user: { ...record.user } }),
	change: (record) => Object.assign(record, { nick: 'x', added: 1 }),
	remove: (record) => Reflect.deleteProperty(record, 'nick'),
	freeze: (record) => Object.isFrozen(Object.freeze(record)),
	text: (record) => String(record),
};

/** Node takes a proxy for a revoked one, and prints only that, if its target has this key with null. */
const printsAsRevoked = ({ user, ...member }: RawMember) =>
	[member, user].some((record) => Reflect.get(record, '0') === null);

it('A lazy record is as the whole one, whatever is looked at before', () => {
	const looks = fc.array(fc.constantFrom(...Object.keys(LOOKS)), { minLength: 1, maxLength: 6 });
	fc.assert(
		fc.property(aRandomMember(), looks, (member, names) => {
			const [lazy, plain] = both(member);
			for (const name of names) {
				const look = LOOKS[name] as (record: RawMember) => unknown;
				if (name === 'inspect' && printsAsRevoked(plain)) continue;
				const [seen, wanted] = [attempt(() => look(lazy)), attempt(() => look(plain))];
				// Of a proxy, this would look behind it.
				const isSame = isDeepStrictEqual(copy(seen), copy(wanted));
				expect([name, isSame ? '' : inspect([seen, wanted])]).toEqual([name, '']);
			}
			expect(isDeepStrictEqual(copy(lazy), copy(plain))).toBe(true);
		}),
		{ numRuns: 200 * inject('depth') },
	);
});

it('A lazy record equals the whole one for a test, which may print it', () => {
	const [lazy, plain] = both(aMember('1', { nick: 'a', roles: ['7'] }));
	expect(lazy).toEqual(plain);
	expect(plain).toEqual(lazy);
	expect(inspect(lazy)).toBe(inspect(plain));
});

function attempt(look: () => unknown): unknown {
	try {
		return look();
	} catch (error) {
		return (error as Error).name;
	}
}

/** The same in plain objects, with the order of their keys. */
function copy(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) return value.map(copy);
	return Reflect.ownKeys(value).map((key) => [key, copy(Reflect.get(value, key))]);
}
