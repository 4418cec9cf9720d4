import { describe, expect, it } from 'vitest';
import { dispatched, expectExact, logIn, once, QUICK, setStage } from './stage.js';

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a fetch of somebody else on the same client', () => {
	it('that came first gives its data, and ours ends exact without trusting it', async () => {
		const stage = await setStage({ members: 3_500 });
		stage.emulator.faults.add({ on: 'memberRequest', full: true, delayEach: 30 });
		const foreign = stage.guild.members.fetch();
		expectExact(await stage.service.fetchGuildMembers(stage.guild), stage);
		await foreign;
	});

	it('that came later and is refused only shuts the gate', async () => {
		const stage = await setStage({ members: 3_500 });
		stage.emulator.faults.add({ on: 'memberRequest', full: true, delayEach: 30 });
		const ours = stage.service.fetchGuildMembers(stage.guild);
		await later(20);
		const foreign = stage.guild.members.fetch().catch((error: Error) => error.name);
		const answer = await ours;
		expectExact(answer, stage);
		expect(answer.metadata.via).toEqual(['gateway']);
		expect(await foreign).toContain('GatewayRateLimitError');
	});

	it('is never refused because of a request that we knew would be', async () => {
		const stage = await setStage({ members: 3_500 });
		await stage.guild.members.fetch();
		await stage.service.fetchMember(stage.guild, stage.client.user.id); // the service listens from here on
		stage.emulator.faults.clear();
		const before = stage.stats().memberRequests.refused;
		expectExact(await stage.service.fetchGuildMembers(stage.guild), stage);
		expect(stage.stats().memberRequests.refused - before).toBeLessThanOrEqual(1);
		const refused = stage.stats().memberRequests.refused;
		expectExact(await stage.service.fetchGuildMembers(stage.guild, { forceRefresh: true }), stage);
		expect(stage.stats().memberRequests.refused).toBe(refused);
	});
});

describe('what nobody can vouch for', () => {
	it('is a stale list, labelled with its age and reason, when nothing better is to be had in time', async () => {
		const { service, guild, emulator, client, truth } = await setStage({ members: 2_500 });
		await service.fetchGuildMembers(guild);
		const cutAt = Date.now();
		const cut = once(client, 'shardReconnecting');
		emulator.faults.add({ on: 'rest', status: 503, times: 1_000 });
		emulator.faults.gateway.cut({ resumable: false });
		await cut;
		truth.leave(truth.memberAt(1).user.id);
		const answer = await service.fetchGuildMembers(guild, { timeout: 300 });
		expect(answer).toMatchObject({ success: true, error: { code: expect.any(String) } });
		expect(answer.metadata).toMatchObject({ status: 'stale', complete: false, source: 'fallback', totalCount: 2_500 });
		expect(answer.metadata.reason).toMatch(/session/);
		expect(answer.metadata.asOf).toBeLessThanOrEqual(cutAt + 50);
	});

	it('is not served at all past its TTL', async () => {
		const { service, guild, emulator, client } = await setStage({ config: { cache: { defaultTTL: 0 } } });
		await service.fetchGuildMembers(guild);
		const cut = once(client, 'shardReconnecting');
		emulator.faults.add({ on: 'rest', status: 503, times: 1_000 });
		emulator.faults.gateway.cut({ resumable: false });
		await cut;
		const answer = await service.fetchGuildMembers(guild, { timeout: 200 });
		expect(answer).toMatchObject({ success: false, metadata: { status: 'partial', totalCount: 0 } });
	});

	it('is asked for after the silence of a dead socket that nobody has noticed', async () => {
		const stage = await setStage({ emulator: { guilds: [{ members: 2_500 }], gateway: { heartbeatInterval: 400 } } });
		const { service, guild, emulator, truth } = stage;
		await service.fetchGuildMembers(guild);
		await later(900);
		emulator.faults.gateway.blackhole();
		truth.leave(truth.memberAt(1).user.id);
		await later(700);
		const answer = await service.fetchGuildMembers(guild, { timeout: 2_500 });
		if (answer.metadata.complete) expectExact(answer, stage);
		else expect(answer.error).toBeDefined();
		expect(answer.metadata.cacheHit).toBe(false);
	});

	it('is a member of whom an event tells and the list lacks: he is looked up', async () => {
		const stage = await setStage();
		const { service, guild, emulator, truth, client } = stage;
		await service.fetchGuildMembers(guild);
		emulator.faults.gateway.loseNextEvents(1, { hidden: true, event: 'GUILD_MEMBER_ADD' });
		const { id } = truth.join({}).user;
		const seen = dispatched(client, 'GUILD_MEMBER_UPDATE', id);
		truth.update(id, { nick: 'seen at last' });
		await seen;
		const answer = await service.fetchGuildMembers(guild);
		expectExact(answer, stage);
		expect(answer.metadata).toMatchObject({ source: 'cache', cacheHit: false, requests: { gateway: 1, rest: 1 } });
	});
});

describe('shards', () => {
	it('vouch each for their own guilds', async () => {
		const guilds = [0n, 1n].map((shard) => ({ id: String(((1n << 36n) + shard) << 22n), members: 1_500 }));
		const { emulator } = await setStage({ emulator: { guilds } });
		const client = await logIn(emulator, { shards: [0, 1], shardCount: 2 });
		const { MemberFetchService } = await import('../index.js');
		const service = new MemberFetchService(QUICK);
		const [even, odd] = guilds.map(({ id }) => client.guilds.cache.get(id));
		if (!even || !odd) throw new Error('a guild is missing');
		await service.fetchGuildMembers(even);
		await service.fetchGuildMembers(odd);
		const cut = once(client, 'shardReconnecting');
		emulator.faults.gateway.cut({ resumable: false, shardId: 0 });
		await cut;
		expect((await service.fetchGuildMembers(odd)).metadata).toMatchObject({ complete: true, cacheHit: true });
		expect((await service.fetchGuildMembers(even, { timeout: 100 })).metadata.cacheHit).toBe(false);
		await service.close();
		await client.destroy();
	});
});

describe('a session that is told to resume on its open socket', () => {
	it('is not sent a request that would be kept for a later session', async () => {
		const stage = await setStage({ members: 2_500 });
		const resumed = dispatched(stage.client, 'RESUMED');
		const resuming = once(stage.client, 'debug', (message: string) => message.includes('Resuming session'));
		stage.emulator.faults.gateway.invalidSession({ resumable: true });
		await resuming;
		const answer = await stage.service.fetchGuildMembers(stage.guild);
		await resumed;
		expectExact(answer, stage);
		const { full } = stage.stats().memberRequests;
		expect(full).toBe(1);
		const created = dispatched(stage.client, 'GUILD_CREATE');
		stage.emulator.faults.gateway.cut({ resumable: false });
		await created;
		await later(300);
		expect(stage.stats().memberRequests.full).toBe(full);
	});
});
