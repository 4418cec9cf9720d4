import { Events, GatewayIntentBits, type GuildMember } from 'discord.js';
import { describe, expect, it, vi } from 'vitest';
import { rosterCache } from '../../discord/caches/rosterCache.js';
import { collectGarbage } from '../collectGarbage.js';
import { INTENTS, once, readable, type Stage, setStage } from '../stage.js';

async function aCached(members = 300): Promise<Stage> {
	const stage = await setStage({ members, client: { makeCache: rosterCache() } });
	await stage.service.fetchGuildMembers(stage.guild);
	return stage;
}

/** Resolves when everything that the emulator has sent has gone through the client. */
async function caughtUp({ client, truth }: Stage): Promise<void> {
	const { id } = truth.join({}).user;
	const gone = once(client, Events.GuildMemberRemove, (member: GuildMember) => member.id === id);
	truth.leave(id);
	await gone;
}

function expectSame({ guild, truth, client }: Stage): void {
	const { cache } = guild.members;
	expect([...cache.keys()].sort()).toEqual([...truth.members()].map(({ user }) => user?.id).sort());
	expect(cache.size).toBe(truth.size);
	for (const { user, nick } of truth.members()) {
		const member = cache.get(user?.id ?? '');
		expect([member?.nickname, member?.user.username]).toEqual([nick ?? null, user?.username]);
		expect(member?.user).toBe(client.users.cache.get(user?.id ?? ''));
	}
}

describe('a client with rosterCache()', () => {
	it('has everybody in its caches after a fetch', async () => {
		const stage = await aCached();
		expectSame(stage);
		expect(stage.guild.members.me?.user).toBe(stage.client.user);
		expect(stage.client.users.cache.size).toBe(300);
	});

	it('reads as a client with default caches', async () => {
		const stage = await aCached();
		const plain = await setStage({ members: 300 });
		await plain.service.fetchGuildMembers(plain.guild);
		for (const [id, member] of plain.guild.members.cache) {
			if (id === plain.client.user.id) continue;
			expect(readable(stage.guild.members.cache.get(id) as GuildMember)).toEqual(readable(member));
		}
	});

	it('emits updates with the state before, of a member that nobody held, and of one that somebody holds', async () => {
		const stage = await aCached();
		const { client, guild, truth } = stage;
		const seen: unknown[] = [];
		client.on(Events.GuildMemberUpdate, (old, now) =>
			seen.push([old.nickname, now.nickname, now === guild.members.cache.get(now.id)]),
		);
		client.on(Events.UserUpdate, (old, now) => seen.push([old.globalName, now.globalName]));
		const id = truth.memberAt(4).user.id;
		const before = truth.memberAt(4);
		truth.update(id, { nick: 'one', user: { global_name: 'One' } });
		await caughtUp(stage);
		await collectGarbage();
		truth.update(id, { nick: 'two' });
		await caughtUp(stage);
		const held = guild.members.cache.get(id);
		truth.update(id, { nick: 'three' });
		await caughtUp(stage);
		expect(held?.nickname).toBe('three');
		expect(seen).toEqual([
			[before.user.global_name, 'One'],
			[before.nick ?? null, 'one', true],
			['one', 'two', true],
			['two', 'three', true],
		]);
		expectSame(stage);
	});

	it('emits leaves with the member, who is gone then, and their user stays', async () => {
		const stage = await aCached();
		const { client, guild, truth } = stage;
		const { user, nick } = truth.memberAt(5);
		const seen: unknown[] = [];
		client.on(Events.GuildMemberRemove, (member) =>
			seen.push([member.id, member.nickname, guild.members.cache.has(member.id)]),
		);
		truth.leave(user.id);
		await caughtUp(stage);
		expect(seen[0]).toEqual([user.id, nick ?? null, false]);
		expect(guild.members.cache.get(user.id)).toBeUndefined();
		await collectGarbage();
		expect(client.users.cache.get(user.id)?.username).toBe(user.username);
		expectSame(stage);
	});

	it('gives one object while it is held, through garbage collection and another fetch', async () => {
		const stage = await aCached();
		const { guild, client, service, truth } = stage;
		const ids = [...truth.members()].map(({ user }) => user?.id ?? '');
		const held = ids.slice(0, 150).map((id) => guild.members.cache.get(id));
		await collectGarbage();
		await service.fetchGuildMembers(guild, { forceRefresh: true });
		for (const [index, member] of held.entries()) {
			expect(guild.members.cache.get(ids[index] ?? '')).toBe(member);
			expect(client.users.cache.get(ids[index] ?? '')).toBe(member?.user);
		}
		expectSame(stage);
	});

	it('is plain before a list is there, and keeps the objects that it had', async () => {
		const stage = await setStage({ members: 300, client: { makeCache: rosterCache() } });
		const { guild, client, service } = stage;
		const known = [...guild.members.cache.values()];
		const some = await guild.members.fetch({ query: '', limit: 50 });
		expect(guild.members.cache.size).toBeLessThan(300);
		await service.fetchGuildMembers(guild);
		for (const member of [...known, ...some.values()]) {
			expect(guild.members.cache.get(member.id)).toBe(member);
			expect(client.users.cache.get(member.id)).toBe(member.user);
		}
		expectSame(stage);
	});

	it('empties at the GUILD_CREATE after an outage and after a lost session, as discord.js does', async () => {
		const stage = await aCached();
		const { guild, client, truth, emulator, service } = stage;
		const back = once(client, Events.GuildAvailable);
		const gone = once(client, Events.GuildUnavailable);
		truth.outage();
		await gone;
		expect(guild.members.cache.size).toBe(300);
		truth.recover();
		await back;
		expect(guild.members.cache.size).toBeLessThan(300);
		expect(guild.members.me?.id).toBe(client.user.id);
		expect(client.users.cache.size).toBe(300);
		await service.fetchGuildMembers(guild);
		expectSame(stage);
		const again = once(client, Events.GuildAvailable);
		emulator.faults.gateway.cut({ resumable: false });
		await again;
		expect(guild.members.cache.size).toBeLessThan(300);
		await service.fetchGuildMembers(guild);
		expectSame(stage);
	});

	it('leaves only the bot when the list is dropped, or the service is closed', async () => {
		const { guild, client, service } = await aCached();
		service.clearCache();
		expect([...guild.members.cache.keys()]).toEqual([client.user.id]);
		expect(guild.members.me?.user).toBe(client.user);
		await service.fetchGuildMembers(guild);
		expect(guild.members.cache.size).toBe(300);
		await service.close();
		expect([...guild.members.cache.keys()]).toEqual([client.user.id]);
	});

	it('keeps the members of a guild that the bot has left for whoever holds it, and begins again when it is invited', async () => {
		const intents = [...INTENTS, GatewayIntentBits.GuildPresences];
		const stage = await setStage({ members: 30, client: { makeCache: rosterCache(), intents } });
		const { guild, client, truth, service } = stage;
		await service.fetchGuildMembers(guild);
		const gone = once(client, Events.GuildDelete);
		const back = once(client, Events.GuildCreate);
		const { id } = client.user;
		truth.leave(id);
		truth.join({ user: { id } });
		await gone;
		await back;
		const again = client.guilds.cache.get(guild.id);
		expect(again).not.toBe(guild);
		expect(guild.members.cache.size).toBe(30);
		expect(again?.members.cache.size).toBe(30);
		await service.fetchGuildMembers(guild);
		expectSame({ ...stage, guild: again as typeof guild });
	});

	it('keeps the order of a map: whoever changes stays in place, and whoever comes back is last', async () => {
		const stage = await aCached(60);
		const { guild, client, truth } = stage;
		const { cache } = guild.members;
		const ids = [...cache.keys()].filter((id) => id !== client.user.id && id !== truth.ownerId);
		const map = new Set(cache.keys());
		const users = new Set(client.users.cache.keys());
		const expectOrder = () => {
			expect([...cache.keys()]).toEqual([...map]);
			expect([...cache.values()].map(({ id }) => id)).toEqual([...map]);
			expect([cache.firstKey(), cache.lastKey(), cache.at(7)?.id]).toEqual([
				...[[...map][0], [...map].at(-1), [...map][7]],
			]);
			expect([...client.users.cache.keys()].filter((id) => map.has(id))).toEqual(
				[...users].filter((id) => map.has(id)),
			);
		};
		truth.update(ids[3] ?? '', { nick: 'changed' });
		truth.leave(ids[5] ?? '');
		await caughtUp(stage);
		map.delete(ids[5] ?? '');
		expectOrder();
		// So often that the rows are made anew in between.
		for (let round = 0; round < 60; round++) {
			for (const id of ids.slice(10, 40)) truth.update(id, { nick: `changed ${round}` });
		}
		await caughtUp(stage);
		expectOrder();
		await collectGarbage();
		expectOrder();
	});

	it('gives the object of a walk again after a change, though nobody has asked for it by id', async () => {
		const stage = await aCached(60);
		const { guild, client, truth } = stage;
		const { id } = truth.memberAt(7).user;
		const walked = [...guild.members.cache.values()].find((member) => member.id === id);
		const user = walked?.user;
		truth.update(id, { nick: 'changed', user: { global_name: 'Changed' } });
		await caughtUp(stage);
		expect([...guild.members.cache.values()].includes(walked as GuildMember)).toBe(true);
		expect([...client.users.cache.values()].some((one) => one === user)).toBe(true);
		expect([walked?.nickname, user?.globalName]).toEqual(['changed', 'Changed']);
	});
});

it('warns once of sweepers for members and users, which free nothing', async () => {
	const sweepers = { users: { interval: 3_600, filter: () => () => false } };
	const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
	const { service, guild } = await setStage({ members: 30, client: { makeCache: rosterCache(), sweepers } });
	await service.fetchGuildMembers(guild);
	const texts = warned.mock.calls.map(([text]) => String(text)).filter((text) => text.includes('sweepers'));
	expect(texts).toEqual([
		expect.stringMatching(/^The client was made with rosterCache\(\) and sweepers\.users\. .* Remove /),
	]);
});
