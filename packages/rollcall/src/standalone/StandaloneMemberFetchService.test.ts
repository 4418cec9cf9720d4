import { WebSocketShardEvents } from '@discordjs/ws';
import { describe, expect, it } from 'vitest';
import type { RawMember } from '../interfaces/ITransport.js';
import { overRest } from '../tests/overRest.js';
import {
	connect,
	expectExactRoster,
	rosterDifferences,
	setStandaloneStage,
	setUnconnected,
	told,
} from '../tests/standaloneStage.js';
import { VirtualClock } from '../tests/VirtualClock.js';

describe('a guild reference', () => {
	it.each(['', 'a name', '01', undefined, 7])('with %o for an id is refused', async (id) => {
		const { service } = await setUnconnected({ members: 1_500 });
		const answering = service.fetchGuildMembers({ id: id as string });
		await expect(answering).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
	});

	it('with a wrong shard is refused, because nothing on that shard could vouch for its list', async () => {
		const stage = await setUnconnected({ members: 1_500 });
		await connect(stage);
		const wrong = stage.service.fetchGuildMembers({ ...stage.guild, shardId: 1 });
		await expect(wrong).rejects.toMatchObject({
			code: 'INVALID_ARGUMENT',
			message: expect.stringContaining('shard 0'),
		});
		expectExactRoster(await stage.service.fetchGuildMembers({ ...stage.guild, shardId: 0 }), stage);
	});

	it('to a guild that the bot is not in is answered with an error', async () => {
		const stage = await setUnconnected({ members: 1_500 });
		await connect(stage);
		const answer = await stage.service.fetchGuildMembers({ id: '123456789012345678' });
		expect(answer).toMatchObject({ success: false, error: { code: 'UNKNOWN_GUILD' } });
	});

	it('follows its guild to another shard when their number changes', async () => {
		const id = String(((1n << 36n) + 1n) << 22n); // on shard 1 of 2
		const stage = await setUnconnected({ emulator: { guilds: [{ id, members: 1_500 }] }, shardCount: 1 });
		const { gateway, service, truth, emulator } = stage;
		await connect(stage);
		await service.fetchGuildMembers({ id });
		const created = told(gateway, 'GUILD_CREATE');
		await gateway.updateShardCount(2);
		await gateway.connect();
		await created;
		truth.leave(truth.memberAt(3).user.id);
		const answer = await service.fetchGuildMembers({ id });
		expectExactRoster(answer, stage);
		expect(answer.metadata.cacheHit).toBe(false);
		const cut = new Promise((resolve) => gateway.once(WebSocketShardEvents.Closed, resolve));
		emulator.faults.gateway.cut({ resumable: true, shardId: 1 });
		await cut;
		expect((await service.fetchGuildMembers({ id }, { timeout: 50 })).metadata.cacheHit).toBe(false);
	});
});

describe('its answers', () => {
	it('is a snapshot of raw members that later events do not change', async () => {
		const { service, guild, truth, gateway } = await setStandaloneStage({ members: 1_200 });
		const { roster } = await service.fetchGuildMembers(guild);
		const before = structuredClone(truth.memberAt(9)) as RawMember;
		const seen = told(gateway, 'GUILD_MEMBER_UPDATE', before.user.id);
		truth.update(before.user.id, { nick: 'later' });
		await seen;
		expect(roster.get(before.user.id)).toEqual(before);
		expect((await service.fetchGuildMembers(guild)).roster.get(before.user.id)?.nick).toBe('later');
	});

	it('are the holders of roles, by id or by the name of this moment', async () => {
		const { service, guild, truth, gateway, stats } = await setStandaloneStage({ members: 1_200 });
		const [[roleId = '', count] = []] = Object.entries(truth.roleCounts());
		const { name } = truth.roles.get(roleId) ?? { name: '' };
		const byName = await service.fetchRoleMembers(guild, name);
		expect(byName).toMatchObject({ success: true, metadata: { roleId, memberCount: count, complete: true } });
		expect([...byName.roster.rows()].every(({ roles }) => roles.includes(roleId))).toBe(true);
		expect((await service.fetchRoleMembers(guild, '@everyone')).roster.size).toBe(1_200);
		const deleted = told(gateway, 'GUILD_ROLE_DELETE');
		truth.deleteRole(roleId);
		await deleted;
		const several = await service.fetchMultipleRoleMembers(guild, [name, '@everyone']);
		expect([...several.values()].map(({ roster }) => roster.size)).toEqual([0, 1_200]);
		expect(several.get(name)?.metadata.reason).toContain(name);
		expect(stats().memberRequests.full).toBe(1);
	});

	it('are the members for which a predicate over raw members is true', async () => {
		const { service, guild, truth } = await setStandaloneStage({ members: 1_200 });
		const bots = [...truth.members()].filter(({ user }) => user.bot).map(({ user }) => user.id);
		const { roster, metadata } = await service.fetchMembersWithFilter(guild, ({ user }) => user.bot === true);
		expect([...roster.ids()].sort()).toEqual(bots.sort());
		expect(metadata).toMatchObject({ complete: true, totalMembersChecked: 1_200 });
	});

	it('refuse a predicate that answers with promises, which are true of everybody', async () => {
		const { service, guild } = await setStandaloneStage({ members: 1_500 });
		let asked = 0;
		const later = (async () => asked++ < 0) as unknown as () => boolean;
		const refused = service.fetchMembersWithFilter(guild, later);
		await expect(refused).rejects.toMatchObject({
			code: 'INVALID_ARGUMENT',
			message: expect.stringContaining('Await'),
		});
		expect(asked).toBe(1);
	});

	it('are single members, members by id and counts of roles, without a full list', async () => {
		const { service, guild, truth, stats } = await setStandaloneStage({ members: 1_200 });
		const raw = truth.memberAt(70);
		expect((await service.fetchMember(guild, raw.user.id)).member).toEqual(overRest(raw));
		expect(await service.fetchMember(guild, '1')).toMatchObject({ success: true, member: null });
		const some = await service.fetchMembersById(guild, [raw.user.id, '123']);
		expect([[...some.roster.ids()], some.notFound]).toEqual([[raw.user.id], ['123']]);
		const { counts, success } = await service.roleMemberCounts(guild);
		expect(success).toBe(true);
		expect(Object.fromEntries(counts)).toMatchObject(truth.roleCounts());
		expect(counts.has(guild.id)).toBe(false);
		expect(stats().memberRequests.full).toBe(0);
	});

	it('are batches that applied in order are the complete list', async () => {
		const { service, guild, truth, emulator } = await setStandaloneStage({ members: 4_500, clock: new VirtualClock() });
		const leave = () => {
			emulator.faults.gateway.pauseDispatch();
			truth.leave(truth.memberAt(1).user.id);
		};
		emulator.faults.add({ on: 'memberRequest', stale: true, after: { chunks: 1, do: leave } });
		const applied = new Map<string, RawMember>();
		let batches = 0;
		for await (const batch of service.streamGuildMembers(guild)) {
			if (batches++ === 0) emulator.faults.gateway.resumeDispatch();
			for (const id of batch.removed) applied.delete(id);
			for (const member of batch.members.rows()) applied.set(member.user.id, member);
			expect(batch.metadata.complete).toBe(batch.done);
		}
		expect(batches).toBeGreaterThan(2);
		const ids = () => applied.keys();
		expect(rosterDifferences({ ids, get: (id) => applied.get(id) }, truth)).toEqual([]);
	});

	it('expects as many members as the gateway has counted', async () => {
		const { service, guild, truth, gateway, emulator } = await setStandaloneStage({ members: 1_200 });
		const joined = told(gateway, 'GUILD_MEMBER_ADD');
		truth.join({});
		await joined;
		emulator.faults.add({ on: 'memberRequest', silence: true, times: 100 });
		emulator.faults.add({ on: 'rest', status: 503, times: 100 });
		const { metadata } = await service.fetchGuildMembers(guild, { timeout: 100 });
		expect(metadata).toMatchObject({ complete: false, expectedCount: 1_201 });
	});
});
