import { describe, expect, it } from 'vitest';
import { because } from '../errors/because.js';
import { aMember } from '../tests/aMember.js';
import { BOT, ManyShards } from '../tests/ManyShards.js';
import { namedUsers } from './namedUsers.js';
import { REPLICA_LAG_MS } from './replicaLag.js';

const U = '11';

/** A user named `v0` in the guilds 1, 2 and 3, whose lists are known. With three shards, each guild has its own. */
async function aWorld(shards: number): Promise<ManyShards> {
	const world = new ManyShards(shards, 3);
	world.names.set(U, 'v0');
	for (const guildId of world.guildIds) world.join(U, guildId);
	for (const guildId of world.guildIds) world.fetch(guildId);
	await world.clock.advance(60_000);
	world.heard.length = 0;
	return world;
}

const known = (world: ManyShards) => world.guildIds.map((guildId) => world.known(guildId, U));
const named = (username: string) => ({ user: aMember(U, { user: { username } }).user });

/** Heartbeats of all shards are sent and acknowledged. */
async function beat(world: ManyShards): Promise<void> {
	for (let shardId = 0; shardId < world.shards; shardId++) {
		world.beat(shardId);
		world.deliver(shardId);
	}
	await world.clock.advance(1);
}

describe('an event of a user', () => {
	it('is written into their other guilds at once, and listeners hear about each guild once', async () => {
		const world = await aWorld(1);
		world.rename(U, 'v1');
		world.deliver(0, 1);
		expect(known(world)).toEqual(['v1', 'v1', 'v1']);
		const heard = ['1 11 v0 v1', '2 11 v0 v1', '3 11 v0 v1'];
		expect([...world.heard].sort()).toEqual(heard);
		expect(world.heard[0]).toBe('1 11 v0 v1'); // first the guild of the event
		world.deliver(0);
		expect([...world.heard].sort()).toEqual(heard);
	});

	it('is written by a join, too, and never into a guild that they have left', async () => {
		const world = await aWorld(1);
		world.leave(U, '3');
		world.deliver(0);
		world.leave(U, '1');
		world.names.set(U, 'v1');
		world.join(U, '1');
		world.deliver(0);
		expect(known(world)).toEqual(['v1', 'v1', undefined]);
	});

	it('keeps what it does not tell', async () => {
		const world = await aWorld(1);
		world.tell('GUILD_MEMBER_UPDATE', '2', { ...aMember(U), nick: 'two', user: { ...named('v0').user, bot: true } });
		world.tell('GUILD_MEMBER_UPDATE', '1', { ...aMember(U), nick: 'one', ...named('v1') });
		const { nick, user } = world.guild('2').roster?.table.get(U) ?? {};
		expect([nick, user?.username, user?.bot]).toEqual(['two', 'v1', true]);
	});

	it('of another shard is written when a heartbeat proves it newer than the row', async () => {
		const world = await aWorld(3);
		world.rename(U, 'v1');
		world.deliver(1);
		expect(known(world)).toEqual(['v1', 'v0', 'v0']); // no heartbeat yet
		await beat(world);
		expect(known(world)).toEqual(['v1', 'v1', 'v1']);
		await beat(world);
		world.rename(U, 'v2');
		world.deliver(2);
		expect(known(world)).toEqual(['v2', 'v2', 'v2']);
		expect(world.heard.slice(3).sort()).toEqual(['1 11 v1 v2', '2 11 v1 v2', '3 11 v1 v2']);
	});

	it('of another shard is not written over one that may be newer', async () => {
		const world = await aWorld(3);
		await beat(world);
		world.rename(U, 'v1');
		world.leave(U, '1');
		await world.clock.advance(10);
		world.rename(U, 'v2');
		world.deliver(2);
		world.deliver(0);
		world.deliver(1);
		expect(known(world)).toEqual([undefined, 'v2', 'v2']);
	});

	it('of another shard is not written over a list that may be newer', async () => {
		const world = await aWorld(3);
		await beat(world);
		world.rename(U, 'v1');
		world.names.set(U, 'v2'); // of which nothing was seen
		world.guild('2').drop(because('cacheCleared'));
		await world.clock.advance(10);
		world.fetch('2');
		world.deliver(1);
		expect(known(world).slice(0, 2)).toEqual(['v1', 'v2']);
	});

	it('does not change a stale list that is served, only what a cache reads', async () => {
		const world = await aWorld(1);
		const guild = world.guild('2');
		guild.breakSession(because('guildUnavailable'));
		world.rename(U, 'v1');
		world.deliver(0, 1);
		expect(known(world)).toEqual(['v1', 'v1', 'v1']);
		expect(guild.roster?.vouchedView.get(U)?.user.username).toBe('v0');
		expect([...world.heard].sort()).toEqual(['1 11 v0 v1', '3 11 v0 v1']);
	});

	it('is not written into rosters that no cache reads', async () => {
		const world = await aWorld(1);
		world.shared.release('2');
		world.rename(U, 'v1');
		world.deliver(0, 1);
		expect(known(world)).toEqual(['v1', 'v0', 'v1']);
		world.deliver(0);
		expect(known(world)).toEqual(['v1', 'v1', 'v1']);
	});
});

describe('a dispatch that names a user', () => {
	it('is written into all their guilds, that of the dispatch too', async () => {
		const world = await aWorld(1);
		world.tell('PRESENCE_UPDATE', '1', { ...named('v1'), status: 'online' });
		expect(known(world)).toEqual(['v1', 'v1', 'v1']);
		world.tell('PRESENCE_UPDATE', '1', { user: { id: U, avatar: 'x' }, status: 'online' });
		expect(world.guild('1').roster?.table.get(U)?.user.avatar).toBeNull();
		world.tell('MESSAGE_CREATE', '3', { author: named('v2').user });
		expect(known(world)).toEqual(['v2', 'v2', 'v2']);
	});

	it('is not written over the event of a guild while a replica may not have that', async () => {
		const world = await aWorld(1);
		world.rename(U, 'v1');
		world.deliver(0);
		world.tell('MESSAGE_CREATE', '1', { author: named('v0').user });
		expect(known(world)).toEqual(['v1', 'v1', 'v1']);
		await world.clock.advance(REPLICA_LAG_MS + 1);
		world.tell('MESSAGE_CREATE', '1', { author: named('v2').user });
		expect(known(world)).toEqual(['v2', 'v2', 'v2']);
	});

	it('tells of the bot itself on one shard, for the guilds of all', async () => {
		const world = await aWorld(3);
		await beat(world);
		await beat(world);
		world.tell('USER_UPDATE', '1', { ...aMember(BOT).user, username: 'renamed', email: 'x' });
		const bots = world.guildIds.map((guildId) => world.guild(guildId).roster?.table.get(BOT)?.user);
		expect(bots.map((bot) => bot?.username)).toEqual(['renamed', 'renamed', 'renamed']);
		expect(bots.some((bot) => Object.hasOwn(bot ?? {}, 'email'))).toBe(false);
	});

	it('may do so in any of the places where discord.js looks for users', () => {
		const [a, b, c, d, e] = ['1', '2', '3', '4', '5'].map((id) => ({ id, username: 'x' }));
		const idsOf = (t: string, data: unknown) => namedUsers({ t, s: 1, d: data }).map(({ id }) => id);
		expect(
			idsOf('MESSAGE_CREATE', { author: a, mentions: [b, { id: '9' }], referenced_message: { author: c } }),
		).toEqual(['1', '2', '3']);
		expect(idsOf('MESSAGE_CREATE', { author: a, webhook_id: '7' })).toEqual([]);
		expect(idsOf('TYPING_START', { member: { user: a } })).toEqual(['1']);
		expect(idsOf('GUILD_CREATE', { members: [{ user: a }, null] })).toEqual(['1']);
		expect(idsOf('THREAD_MEMBERS_UPDATE', { added_members: [{ member: { user: d } }] })).toEqual(['4']);
		expect(idsOf('GUILD_SCHEDULED_EVENT_CREATE', { creator: e })).toEqual(['5']);
		expect(idsOf('USER_UPDATE', a)).toEqual(['1']);
		for (const t of ['GUILD_MEMBERS_CHUNK', 'GUILD_MEMBER_REMOVE', 'READY']) {
			expect(idsOf(t, { user: a, members: [{ user: b }] })).toEqual([]);
		}
		expect([idsOf('X', null), idsOf('X', 'text'), idsOf('X', { user: 'text', mentions: 7 })]).toEqual([[], [], []]);
	});
});
