import { type Client, Collection, type Guild, GuildMember, User } from 'discord.js';
import { DiscordEmulator } from 'rollcall-emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rosterCache } from '../../discord/caches/rosterCache.js';
import { makeGuildMember } from '../../discord/makeGuildMember.js';
import type { RawMember } from '../../interfaces/ITransport.js';
import { MemberFetchService } from '../../services/MemberFetchService.js';
import { collectionMethods, untried } from '../collectionMethods.js';
import { logIn, QUICK } from '../stage.js';

const NAMES = Object.keys(collectionMethods<GuildMember>(['1', '2', '3', '4'], () => null as never));

/** A client with a guild for each method, since some of them change the collection. */
const emulator = new DiscordEmulator({ guilds: NAMES.map(() => ({ members: 9 })) });
const service = new MemberFetchService(QUICK);
let client: Client<true>;

beforeAll(async () => {
	await emulator.start();
	client = await logIn(emulator, { makeCache: rosterCache() });
	for (const guild of client.guilds.cache.values()) await service.fetchGuildMembers(guild);
});

afterAll(async () => {
	await service.close();
	await client.destroy();
	await emulator.stop();
});

const raw = (id: string) => ({ user: { id, username: `name${id}` }, roles: [], flags: 0 }) as unknown as RawMember;
const guildAt = (index: number) => client.guilds.cache.at(index) as Guild;

/** What a call gives, with names in the place of objects. */
function named(value: unknown, cache: ReadonlyMap<string, object>): unknown {
	if (value instanceof GuildMember || value instanceof User) return `${value.id} ${cache.get(value.id) === value}`;
	if (value instanceof Collection) return ['Collection', value.constructor.name, named([...value], cache)];
	return Array.isArray(value) ? value.map((item) => named(item, cache)) : value;
}

/** Calls a method of the cache and of a plain copy, twice. What a walk has made is there the second time. */
function expectAlike<Value extends GuildMember | User>(
	cache: Collection<string, Value>,
	name: string,
	make: (id: string) => Value,
): void {
	const plain = new Collection(cache);
	const call = collectionMethods([...plain.keys()], make)[name];
	for (const _ of [1, 2]) expect(named(call?.(cache), cache)).toEqual(named(call?.(plain), plain));
	expect([...cache.keys()]).toEqual([...plain.keys()]);
	expect(named([...cache.values()], cache)).toEqual(named([...plain.values()], plain));
}

describe('guild.members.cache of a roster', () => {
	it.each(NAMES.map((name, index) => [name, index] as const))(
		'answers %s as a plain Collection does',
		(name, index) => {
			const guild = guildAt(index);
			expect(guild.members.cache.size).toBe(9);
			expectAlike(guild.members.cache, name, (id) => makeGuildMember(guild, raw(id)));
		},
	);

	it('is tried with every method that Collection has', () => {
		expect(untried(collectionMethods([], () => null as never))).toEqual([]);
	});
});

describe('client.users.cache of rosters', () => {
	// What empties it comes last.
	const names = [...NAMES.filter((name) => name !== 'clear'), 'clear'];

	it.each(names)('answers %s as a plain Collection does', (name) => {
		const { users } = client;
		expectAlike(users.cache, name, (id) => makeGuildMember(guildAt(0), raw(id)).user);
	});
});
