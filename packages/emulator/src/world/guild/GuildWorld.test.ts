import { describe, expect, it } from 'vitest';
import { BotAccounts } from '../../accounts/index.js';
import { ManualClock } from '../../clock/index.js';
import { World, type WorldChange } from '../index.js';

function aGuild(members = 100) {
	const bots = [...new BotAccounts([{}], 1)];
	const clock = new ManualClock();
	const world = new World({ seed: 1, guilds: [{ members }] }, bots, clock);
	const changes: WorldChange[] = [];
	world.onChange((change) => changes.push(change));
	return { world, guild: world.guild(), bot: bots[0] as (typeof bots)[number], changes, clock };
}

describe('GuildWorld', () => {
	it('counts its bots among its members', () => {
		const { guild, bot } = aGuild(100);
		expect(guild.size).toBe(100);
		expect(guild.member(bot.id)).toMatchObject({ user: { id: bot.id, bot: true } });
		expect(guild.hasBot(bot.id)).toBe(true);
	});

	it('has text and voice channels, an AFK channel and @everyone with the id of the guild', () => {
		const { guild } = aGuild();
		expect([...guild.channels.values()].map(({ type }) => type)).toEqual([0, 0, 2, 2]);
		expect(guild.roles.get(guild.id)).toMatchObject({ name: '@everyone', position: 0 });
	});

	it('gives a fresh object each time, so that nobody can spoil the truth', () => {
		const { guild } = aGuild();
		const id = guild.memberAt(3).user.id;
		guild.update(id, { nick: 'Kim', roles: [] });
		const spoilt = guild.member(id);
		spoilt?.roles.push('1');
		Object.assign(spoilt?.user ?? {}, { username: 'spoilt' });
		expect(guild.member(id)).toMatchObject({
			nick: 'Kim',
			roles: [],
			user: { username: guild.memberAt(3).user.username },
		});
	});

	it('emits every change at once, in order, with guild and time', () => {
		const { guild, changes, clock } = aGuild();
		clock.advance(500);
		const { user } = guild.join();
		guild.update(user.id, { nick: 'new' });
		guild.leave(user.id);
		expect(changes.map(({ type }) => type)).toEqual(['memberAdd', 'memberUpdate', 'memberRemove']);
		expect(changes[1]).toMatchObject({
			guildId: guild.id,
			at: clock.now(),
			before: { nick: null },
			member: { nick: 'new' },
		});
		expect(guild.version).toBe(3);
	});

	it('emits a change that a listener makes after the one it got, in the same order for all', () => {
		const { world, guild, changes } = aGuild();
		const heard: string[] = [];
		const stop = world.onChange((change) => {
			if (change.type === 'memberAdd') guild.update(change.member.user.id, { nick: 'welcome' });
		});
		world.onChange((change) => heard.push(change.type));
		guild.join();
		expect(heard).toEqual(['memberAdd', 'memberUpdate']);
		expect(changes.map(({ type }) => type)).toEqual(heard);
		stop();
		guild.join();
		expect(heard).toHaveLength(3);
	});

	it('lets a member who left return as the same user, without roles, marked as returned', () => {
		const { guild } = aGuild();
		const id = guild.memberAt(5).user.id;
		guild.update(id, { user: { global_name: 'Renamed' } });
		guild.leave(id);
		expect(guild.member(id)).toBeUndefined();
		expect(guild.user(id)?.global_name).toBe('Renamed');
		expect(guild.join({ user: { id } })).toMatchObject({ roles: [], flags: 1, user: { global_name: 'Renamed' } });
	});

	it('remembers the last ten thousand who left, and no more, so that a world can run for days', () => {
		const { guild } = aGuild();
		const ids = Array.from({ length: 10_001 }, (_, n) => {
			const { user } = guild.join({ user: { global_name: `guest ${n}` } });
			guild.leave(user.id);
			return user.id;
		});
		expect(guild.user(ids[0] as string)).toBeUndefined();
		for (const n of [1, 10_000]) expect(guild.user(ids[n] as string)?.global_name).toBe(`guest ${n}`);
	});

	it('can send the event of a join for a user who is already here, as Discord may', () => {
		const { guild, changes } = aGuild();
		const before = guild.memberAt(2);
		guild.join({ user: { id: before.user.id } });
		expect(guild.size).toBe(100);
		expect(changes).toMatchObject([{ type: 'memberAdd', member: before }]);
	});

	it('takes a deleted role from every member without member events', () => {
		const { guild, changes } = aGuild(5000);
		const [role, count] = Object.entries(guild.roleCounts()).sort((a, b) => b[1] - a[1])[0] as [string, number];
		expect(count).toBeGreaterThan(1000);
		guild.deleteRole(role);
		expect([...guild.members()].some(({ roles }) => roles.includes(role))).toBe(false);
		expect(guild.roleCounts()).not.toHaveProperty(role);
		expect(changes.map(({ type }) => type)).toEqual(['roleDelete']);
	});

	it('may leave the id of a deleted role in the data of its members, as Discord has left some', () => {
		const { guild, changes } = aGuild();
		const { id } = guild.createRole();
		guild.addRole(guild.ownerId, id);
		guild.deleteRole(id, { fromMembers: false });
		guild.update(guild.ownerId, { nick: 'Kim' });
		expect(guild.member(guild.ownerId)?.roles).toContain(id);
		expect([guild.roles.has(id), id in guild.roleCounts()]).toEqual([false, false]);
		expect(changes.at(-2)).toMatchObject({ type: 'roleDelete', roleId: id });
	});

	it('makes and changes roles', () => {
		const { guild, changes } = aGuild();
		const { id } = guild.createRole({ name: 'Crew' });
		guild.updateRole(id, { name: 'Team' });
		guild.addRole(guild.ownerId, id);
		expect(guild.roles.get(id)?.name).toBe('Team');
		expect(guild.member(guild.ownerId)?.roles).toContain(id);
		expect(changes.map(({ type }) => type)).toEqual(['roleCreate', 'roleUpdate', 'memberUpdate']);
	});

	it('names the guild and the missing id in its errors', () => {
		const { guild, world } = aGuild();
		expect(() => guild.leave('1')).toThrow(`Guild ${guild.id} has no member 1`);
		expect(() => guild.addRole(guild.ownerId, '2')).toThrow(`Guild ${guild.id} has no role 2`);
		expect(() => guild.memberAt(100)).toThrow(/there were 99/);
		expect(() => world.guild('3')).toThrow('The world has no guild 3');
	});

	it('has an outage once and recovers once', () => {
		const { guild, changes } = aGuild();
		guild.outage();
		guild.outage();
		expect(guild.available).toBe(false);
		guild.recover();
		guild.recover();
		expect(changes.map(({ type }) => type)).toEqual(['unavailable', 'available']);
	});

	it('emits that a bot lost the guild when it leaves, and that it is back when it joins', () => {
		const { guild, bot, changes, world } = aGuild();
		guild.leave(bot.id);
		expect(guild.hasBot(bot.id)).toBe(false);
		expect(world.guildsOf(bot.id)).toEqual([]);
		guild.join({ user: { id: bot.id } });
		expect(changes.map(({ type }) => type)).toEqual(['memberRemove', 'botRemoved', 'memberAdd', 'botAdded']);
	});

	it('moves members through voice channels, and a member who leaves out of them first', () => {
		const { guild, changes } = aGuild();
		const id = guild.memberAt(1).user.id;
		const channel = [...guild.channels.values()].find(({ type }) => type === 2);
		guild.setVoice(id, channel?.id ?? null);
		expect(guild.voiceStates.get(id)?.channel_id).toBe(channel?.id);
		guild.leave(id);
		expect(guild.voiceStates.has(id)).toBe(false);
		expect(changes.map(({ type }) => type)).toEqual(['voiceState', 'voiceState', 'memberRemove']);
	});

	it('keeps a snapshot as it was, even if roles are deleted later', () => {
		const { guild } = aGuild(1000);
		const before = guild.snapshot();
		const truth = [...before.members()];
		for (const role of [...guild.roles.keys()].slice(1, 5)) guild.deleteRole(role);
		guild.leave(guild.memberAt(0).user.id);
		guild.update(guild.memberAt(1).user.id, { nick: 'x' });
		expect([...before.members()]).toEqual(truth);
		expect([...guild.members()]).not.toEqual(truth);
	});

	it('finds members by the beginning of username or nickname, in any case', () => {
		const { guild } = aGuild(2000);
		const { user } = guild.update(guild.memberAt(7).user.id, { nick: 'ÄRGER' });
		expect(
			guild
				.snapshot()
				.search('ärg', 10)
				.map((member) => member.user.id),
		).toEqual([user.id]);
		expect(guild.snapshot().search('ärg', 10, 'username')).toEqual([]);
		expect(guild.snapshot().search(user.username.toUpperCase(), 10)).toHaveLength(1);
		expect(guild.snapshot().search('', 3)).toHaveLength(3);
	});
});
