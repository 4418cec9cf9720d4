import { describe, expect, it } from 'vitest';
import type { RawMember } from '../interfaces/ITransport.js';
import { overRest } from './overRest.js';
import { dispatched, expectExact, setStage } from './stage.js';

describe('result.roster', () => {
	it('has every member as Discord sent them, field for field', async () => {
		const { service, guild, truth } = await setStage({ members: 2_500 });
		const { roster } = await service.fetchGuildMembers(guild);
		expect(roster.size).toBe(2_500);
		for (const member of truth.members()) expect(roster.get(member.user.id)).toStrictEqual(member);
		expect(new Set(roster.ids())).toEqual(new Set([...truth.members()].map(({ user }) => user.id)));
	});

	it('stays as it was answered, while the next answer follows the events', async () => {
		const { service, guild, client, truth } = await setStage({ members: 1_200 });
		const { roster, members } = await service.fetchGuildMembers(guild);
		const [left, changed] = [truth.memberAt(5), truth.memberAt(6)] as [RawMember, RawMember];
		const last = dispatched(client, 'GUILD_MEMBER_ADD');
		truth.leave(left.user.id);
		truth.update(changed.user.id, { nick: 'later' });
		truth.deleteRole(Object.keys(truth.roleCounts())[0] ?? '');
		truth.join({});
		await last;
		expect([roster.get(left.user.id), roster.get(changed.user.id)]).toStrictEqual([left, changed]);
		expect([roster.size, members.size, members.has(left.user.id)]).toEqual([1_200, 1_200, true]);
		const next = await service.fetchGuildMembers(guild);
		expect(next.roster.get(changed.user.id)?.nick).toBe('later');
		expect([next.roster.has(left.user.id), next.roster.size]).toEqual([false, 1_200]);
		expect(next.roster.roleCounts()).toEqual(
			new Map(Object.entries(truth.roleCounts()).filter(([, count]) => count > 0)),
		);
	});

	it('goes with the answers for roles and filters, which choose the same members', async () => {
		const { service, guild, truth } = await setStage({ members: 2_000 });
		const [roleId = ''] = Object.keys(truth.roleCounts());
		const held = await service.fetchRoleMembers(guild, roleId);
		expect([...held.roster.ids()]).toEqual([...held.roleMembers.keys()]);
		const chosen = await service.fetchMembersWithFilter(guild, (member) => member.roles.cache.has(roleId));
		expect([...chosen.roster.ids()]).toEqual([...held.roster.ids()]);
		expect([...chosen.members.keys()]).toEqual([...held.roster.ids()]);
		expect(chosen.metadata.totalMembersChecked).toBe(2_000);
	});
});

describe('a role', () => {
	it('is found by the name that it has now, and by none once it is deleted', async () => {
		const { service, guild, client, truth } = await setStage({ members: 1_500 });
		const [roleId = '', count] = Object.entries(truth.roleCounts())[0] ?? [];
		await service.fetchGuildMembers(guild);
		const renamed = dispatched(client, 'GUILD_ROLE_UPDATE');
		truth.updateRole(roleId, { name: 'Renamed' });
		await renamed;
		const { metadata, roster } = await service.fetchRoleMembers(guild, 'Renamed');
		expect([metadata.roleId, metadata.cacheHit, roster.size]).toEqual([roleId, true, count]);
		const deleted = dispatched(client, 'GUILD_ROLE_DELETE');
		truth.deleteRole(roleId);
		await deleted;
		expect((await service.fetchRoleMembers(guild, 'Renamed')).metadata.reason).toContain('no role with the name or id');
		expect((await service.fetchRoleMembers(guild, roleId)).roster.size).toBe(0);
		expect((await service.roleMemberCounts(guild)).counts.has(roleId)).toBe(false);
		expect(roster.size).toBe(count);
	});
});

describe('fields', () => {
	it('that are not named are absent from records, and the list is still complete', async () => {
		const { service, guild, truth } = await setStage({
			members: 1_500,
			config: { fields: ['user.username', 'joined_at'] },
		});
		const all = await service.fetchGuildMembers(guild);
		expect(all.metadata.complete).toBe(true);
		const { user, roles, joined_at } = truth.memberAt(3);
		const wanted = { user: { id: user.id, username: user.username }, roles, joined_at };
		expect(all.roster.get(user.id)).toStrictEqual(wanted);
		expect(all.members.get(user.id)?.user.username).toBe(user.username);
		service.clearCache();
		const one = await service.fetchMember(guild, user.id);
		expect([one.member?.user.username, one.member?.flags.bitfield]).toEqual([user.username, 0]);
		expect((await service.fetchMembersById(guild, [user.id])).roster.get(user.id)).toStrictEqual(wanted);
	});

	it('that are wanted later are fetched again, even if a fetch without them is under way', async () => {
		const { service, guild, truth, emulator } = await setStage({ members: 1_500, config: { fields: ['nick'] } });
		emulator.faults.add({ on: 'memberRequest', full: true, delayEach: 60 });
		const early = service.fetchGuildMembers(guild);
		service.updateConfig({ fields: 'all' });
		const late = await service.fetchGuildMembers(guild);
		const { user } = truth.memberAt(3);
		expect(late.roster.get(user.id)).toStrictEqual(overRest(truth.member(user.id) as RawMember));
		expect((await early).roster.get(user.id)?.user).toStrictEqual({ id: user.id });
		expect((await service.fetchGuildMembers(guild)).roster.get(user.id)).toStrictEqual(
			overRest(truth.member(user.id) as RawMember),
		);
	});
});

describe('forget', () => {
	it('keeps nothing of a user until Discord names them again', async () => {
		const stage = await setStage({ members: 1_500 });
		const { service, guild, truth, stats } = stage;
		await service.fetchGuildMembers(guild);
		const { user } = truth.memberAt(7);
		expect(service.forget(user.id)).toBe(1);
		expect(service.forget(user.id)).toBe(0);
		expect(service.getCacheStats().members).toBe(1_499);
		const before = stats().rest.total;
		expectExact(await service.fetchGuildMembers(guild), stage);
		expect(stats().rest.total - before).toBe(1);
		expect(stats().memberRequests.full).toBe(1);
	});

	it('asks nothing for one who has left meanwhile', async () => {
		const stage = await setStage({ members: 1_500 });
		const { service, guild, client, truth, stats } = stage;
		await service.fetchGuildMembers(guild);
		const { user } = truth.memberAt(7);
		service.forget(user.id);
		const gone = dispatched(client, 'GUILD_MEMBER_REMOVE', user.id);
		truth.leave(user.id);
		await gone;
		const before = stats().rest.total;
		expectExact(await service.fetchGuildMembers(guild), stage);
		expect(stats().rest.total).toBe(before);
	});

	it('calls no list complete that lacks a member who was forgotten while it arrived', async () => {
		const stage = await setStage({ members: 4_500 });
		const { service, guild, emulator, client } = stage;
		emulator.faults.add({ on: 'memberRequest', full: true, delayEach: 40 });
		const seen: string[] = [];
		client.on('raw', (packet: { t: string; d: { members?: { user: { id: string } }[] } }) => {
			if (packet.t !== 'GUILD_MEMBERS_CHUNK' || seen.length > 0) return;
			const id = packet.d.members?.find(({ user }) => user.id !== client.user.id)?.user.id ?? '';
			seen.push(id);
			setImmediate(() => service.forget(id));
		});
		expectExact(await service.fetchGuildMembers(guild), stage);
		expect(seen).toHaveLength(1);
	});
});
