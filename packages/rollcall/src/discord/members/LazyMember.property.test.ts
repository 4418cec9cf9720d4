import { inspect } from 'node:util';
import { Base, BitField, Collection, GuildMember, User } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import type { RawMember } from '../../interfaces/ITransport.js';
import { aRandomMember } from '../../tests/randomMembers.js';
import { aGuild, made, pagesOf, ROLE_IDS, rowOf, tableOf } from '../../tests/twoGuilds.js';
import { fill } from './MemberPages.js';

/** A value as plain data that can be compared between two clients. An object with an id is named by it. */
function plain(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return typeof value === 'function' ? 'function' : value;
	if (Array.isArray(value)) return value.map(plain);
	const { name } = value.constructor ?? { name: 'nothing' };
	if (value instanceof Collection) return [name, ...value.keys()];
	if (value instanceof Date || value instanceof BitField) return [name, value.valueOf()];
	if (name !== 'Object') return [name, attempt(() => Reflect.get(value, value instanceof Base ? 'id' : 'cache'))];
	return [name, ...Object.entries(value).map(([key, item]) => [key, plain(item)])];
}

function attempt(read: () => unknown): unknown {
	try {
		return plain(read());
	} catch (error) {
		return `throws ${error instanceof Error ? error.name : error}`;
	}
}

/** Names of everything that instances have by their classes. */
function namesOf(...classes: { readonly prototype: object }[]): Map<string, PropertyDescriptor> {
	const all = classes.flatMap(({ prototype }) => Object.entries(Object.getOwnPropertyDescriptors(prototype)));
	return new Map(all.filter(([name]) => name !== 'constructor'));
}

/** Arguments for each method; a method without them is called without. */
const ARGUMENTS: Record<string, (self: object) => unknown[]> = {
	equals: (self) => [self],
	_equals: () => [{ id: '1', username: 'a' }],
	edit: () => [{ nick: 'other' }],
	setFlags: () => [2],
	setNickname: () => ['other', 'reason'],
	kick: () => ['reason'],
	ban: () => [{ deleteMessageSeconds: 5 }],
	disableCommunicationUntil: () => [86_400_000],
	timeout: () => [null],
	send: () => ['hello'],
	permissionsIn: () => ['nowhere'],
	_patch: () => [{ nick: 'patched', username: 'patched', roles: ['1'], global_name: null }],
	_update: () => [{ nick: 'updated', username: 'updated', roles: ['1'], banner: null }],
};
/** They ask Discord. */
const ASKING = [
	'edit',
	'setFlags',
	'setNickname',
	'kick',
	'ban',
	'disableCommunicationUntil',
	'timeout',
	'send',
].concat(['createDM', 'deleteDM', 'fetch', 'fetchFlags']);
const members = namesOf(GuildMember, Base);
const users = namesOf(User, Base);
const ownOfMember = [
	...['client', 'guild', 'premiumSinceTimestamp', 'nickname', 'pending', 'communicationDisabledUntilTimestamp'],
	...['_roles', 'user', 'avatar', 'banner', 'joinedTimestamp', 'flags', 'avatarDecorationData', 'collectibles'],
];
const ownOfUser = [
	...['client', 'id', 'bot', 'system', 'flags', 'username', 'globalName', 'discriminator', 'avatar', 'banner'],
	...['accentColor', 'avatarDecoration', 'avatarDecorationData', 'collectibles', 'primaryGuild'],
];

/** Everything that can be read of an object, without a request. */
function readAll(object: object, names: Map<string, PropertyDescriptor>, own: readonly string[]): unknown {
	const values = own.filter((key) => key !== 'client').map((key) => [key, attempt(() => Reflect.get(object, key))]);
	for (const [name, descriptor] of names) {
		if (ASKING.includes(name) || name.startsWith('_')) continue;
		if (descriptor.get) values.push([name, attempt(() => Reflect.get(object, name))]);
		else
			values.push([name, attempt(() => Reflect.get(object, name).call(object, ...(ARGUMENTS[name]?.(object) ?? [])))]);
	}
	return values;
}

function describeOwn(object: object): unknown {
	return Object.entries(Object.getOwnPropertyDescriptors(object)).map(([key, { value, ...how }]) => [
		key,
		how,
		key === 'client' ? 'client' : plain(value),
	]);
}

const role = fc.constantFrom(...ROLE_IDS, '5');
/** Such as discord.js can make. */
const readable = aRandomMember(undefined, role).filter((raw) => {
	if (!Array.isArray(raw.roles)) return false; // not even discord.js can read the roles then
	try {
		made(aGuild().guild, raw);
		return true;
	} catch {
		return false;
	}
});

/** The types of discord.js do not name `equals` of members. */
interface Comparable {
	readonly user: Comparable;
	equals(other: unknown): boolean;
}

interface Pair {
	readonly raw: RawMember;
	readonly lazy: GuildMember;
	readonly known: GuildMember;
}

function both(raw: RawMember, isKnown?: () => boolean): Pair {
	const table = tableOf([raw]);
	const lazy = pagesOf(aGuild().guild, table, isKnown).lazy(rowOf(table, raw.user.id));
	return { raw, lazy, known: made(aGuild().guild, raw) };
}

function check(holds: (pair: Pair) => void): void {
	fc.assert(
		fc.property(readable, (raw) => holds(both(raw))),
		{ numRuns: 30 * inject('depth') },
	);
}

describe('a lazy member', () => {
	it('has no own key before it is filled', () => {
		check(({ lazy }) => {
			expect(lazy.user.id).toBe(lazy.id);
			expect(lazy).toBeInstanceOf(GuildMember);
			expect(lazy.user).toBeInstanceOf(User);
			expect(lazy.constructor).toBe(GuildMember);
		});
	});

	it('reads as the member that discord.js makes, by every getter and method', () => {
		check(({ lazy, known }) => {
			expect(readAll(lazy, members, ownOfMember)).toEqual(readAll(known, members, ownOfMember));
			expect(readAll(lazy.user, users, ownOfUser)).toEqual(readAll(known.user, users, ownOfUser));
		});
	});

	it('gives the same object at each read', () => {
		check(({ lazy }) => {
			for (const key of ownOfMember) expect(Reflect.get(lazy, key), key).toBe(Reflect.get(lazy, key));
			for (const key of ownOfUser) expect(Reflect.get(lazy.user, key), key).toBe(Reflect.get(lazy.user, key));
		});
	});

	it('has the own keys of discord.js, in its order, once it is filled', () => {
		check(({ lazy, known }) => {
			fill(lazy);
			expect(describeOwn(lazy)).toEqual(describeOwn(known));
			expect(describeOwn(lazy.user)).toEqual(describeOwn(known.user));
			expect(Object.keys({ ...lazy })).toEqual(Object.keys({ ...known }));
			expect(readAll(lazy, members, ownOfMember)).toEqual(readAll(known, members, ownOfMember));
		});
	});

	it.each(['_clone', '_patch', '_update', 'toJSON'])('does %s as a member of discord.js', (name) => {
		check(({ lazy, known }) => {
			for (const [ours, theirs] of [
				[lazy, known],
				[lazy.user, known.user],
			] as const) {
				const call = (self: object) => Reflect.get(self, name).call(self, ...(ARGUMENTS[name]?.(self) ?? []));
				expect(attempt(() => call(ours))).toEqual(attempt(() => call(theirs)));
				if (name === '_clone') expect(describeOwn(call(ours))).toEqual(describeOwn(call(theirs)));
			}
			expect(describeOwn(lazy)).toEqual(describeOwn(known));
			expect(describeOwn(lazy.user)).toEqual(describeOwn(known.user));
		});
	});

	it('prints as a member of discord.js', () => {
		check(({ lazy, known }) => {
			expect(inspect(lazy, { depth: 0 })).toEqual(inspect(known, { depth: 0 }));
			expect(inspect(lazy.user)).toEqual(inspect(known.user));
		});
	});

	it('equals the member that discord.js makes, and is equal to it', () => {
		check(({ lazy, known, raw }) => {
			// What is no text, such as a banner of `{}`, does not even equal itself.
			const other = (raw && made(aGuild().guild, raw)) as unknown as Comparable;
			const isSame = other.equals(known);
			const [ours, theirs] = [lazy, known] as unknown as [Comparable, Comparable];
			expect([ours.equals(known), theirs.equals(lazy)]).toEqual([isSame, isSame]);
			const isSameUser = other.user.equals(known.user);
			expect([ours.user.equals(known.user), theirs.user.equals(lazy.user)]).toEqual([isSameUser, isSameUser]);
		});
	});

	it('takes a new value of any property', () => {
		const property = fc.constantFrom(...ownOfMember, 'expando', 'partial');
		const ofUser = fc.constantFrom(...ownOfUser, 'expando', 'tag');
		fc.assert(
			fc.property(readable, property, ofUser, fc.string(), (raw, key, userKey, value) => {
				const { lazy, known } = both(raw);
				const set = (object: object, name: string) =>
					attempt(() => {
						(object as Record<string, unknown>)[name] = value;
					});
				expect(set(lazy.user, userKey)).toEqual(set(known.user, userKey));
				expect(set(lazy, key)).toEqual(set(known, key));
				for (const object of [lazy, known]) if (key !== 'user') fill(object);
				expect(attempt(() => Reflect.get(lazy, key))).toEqual(attempt(() => Reflect.get(known, key)));
				expect(attempt(() => Reflect.get(lazy.user, userKey))).toEqual(attempt(() => Reflect.get(known.user, userKey)));
				fill(lazy);
				expect(describeOwn(lazy)).toEqual(describeOwn(known));
				if (key !== 'user') expect(describeOwn(lazy.user)).toEqual(describeOwn(known.user));
			}),
			{ numRuns: 50 * inject('depth') },
		);
	});
});

it('is right even if discord.js makes its objects in another way', () => {
	fc.assert(
		fc.property(readable, (raw) => {
			const { lazy, known } = both(raw, () => false);
			expect(readAll(lazy, members, ownOfMember)).toEqual(readAll(known, members, ownOfMember));
			expect(describeOwn(lazy)).toEqual(describeOwn(known));
			expect(describeOwn(lazy.user)).toEqual(describeOwn(known.user));
		}),
		{ numRuns: 30 * inject('depth') },
	);
});
