import { Events, GatewayDispatchEvents } from 'discord.js';
import { describe, expect, it, vi } from 'vitest';
import { MemberFetchService } from '../services/MemberFetchService.js';
import { expectExact, QUICK, type Stage, setStage, timeOf } from '../tests/stage.js';
import { cacheWithoutMembers } from './cacheWithoutMembers.js';

const MEMBERS = 2_500;

async function aLean(): Promise<Stage & { readonly made: () => string[] }> {
	const stage = await setStage({ members: MEMBERS, client: { makeCache: cacheWithoutMembers() } });
	// discord.js makes its GuildMembers with this, and goes on to do so.
	const manager = stage.guild.members as unknown as { _add(data: { user: { id: string } }): unknown };
	const add = vi.spyOn(manager, '_add');
	return { ...stage, made: () => add.mock.calls.map(([{ user }]) => user.id) };
}

describe('a chunk, to a client without members of its own', () => {
	it('costs no work if nobody listens to chunks, except for the bot itself, and the list is exact', async () => {
		const stage = await aLean();
		expectExact(await stage.service.fetchGuildMembers(stage.guild), stage);
		expect(stage.made()).toEqual([stage.client.user.id]);
		expect(stage.guild.members.me?.user).toBe(stage.client.user);
	});

	it('is whole for listeners to raw dispatches, at once and later', async () => {
		const { client, guild, service } = await aLean();
		const counts: number[] = [];
		const later: Promise<number>[] = [];
		client.on(
			Events.Raw as never,
			((packet: { t: string; d: { members: unknown[] } }) => {
				if (packet.t !== GatewayDispatchEvents.GuildMembersChunk) return;
				counts.push(packet.d.members.length);
				later.push(new Promise((resolve) => setImmediate(() => resolve(packet.d.members.length))));
			}) as never,
		);
		await service.fetchGuildMembers(guild);
		expect(counts).toEqual([1_000, 1_000, 500]);
		expect(await Promise.all(later)).toEqual(counts);
	});

	it('is whole for listeners to chunks, on the client or on its gateway', async () => {
		for (const from of ['client', 'gateway']) {
			const { client, guild, service, made } = await aLean();
			let heard = 0;
			if (from === 'client') client.on(Events.GuildMembersChunk, ({ size }) => (heard += size));
			else client.ws.on(GatewayDispatchEvents.GuildMembersChunk, ({ members }) => (heard += members.length));
			await service.fetchGuildMembers(guild);
			expect([heard, new Set(made()).size], from).toEqual([MEMBERS, MEMBERS]);
		}
	});

	it('is whole to guild.members.fetch(), while the service listens', async () => {
		const { guild, service, made } = await aLean();
		await service.fetchMember(guild, guild.ownerId);
		expect((await guild.members.fetch()).size).toBe(MEMBERS);
		expect(new Set(made()).size).toBe(MEMBERS);
	});

	it('is whole if two services listen to one client, and both lists are exact', async () => {
		const stage = await aLean();
		const other = new MemberFetchService(QUICK, timeOf());
		await other.fetchMember(stage.guild, stage.guild.ownerId);
		expectExact(await stage.service.fetchGuildMembers(stage.guild), stage);
		await other.close();
	});

	it('leaves nobody listening when the service is closed', async () => {
		const { client, guild, service } = await aLean();
		await service.fetchMember(guild, guild.ownerId);
		const listeners = () => [
			client.listenerCount(Events.GuildMembersChunk),
			client.ws.listenerCount(GatewayDispatchEvents.GuildMembersChunk),
		];
		expect(listeners()).toEqual([1, 1]);
		await service.close();
		expect(listeners()).toEqual([0, 0]);
	});
});

it('takes nothing from a client that keeps its members', async () => {
	const stage = await setStage({ members: MEMBERS });
	expectExact(await stage.service.fetchGuildMembers(stage.guild), stage);
	expect(stage.guild.members.cache.size).toBe(MEMBERS);
	expect(stage.client.listenerCount(Events.GuildMembersChunk)).toBe(0);
});
