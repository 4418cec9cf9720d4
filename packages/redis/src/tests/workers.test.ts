import { expect, it } from 'vitest';
import { aBot, LONG_MS } from './publishingBot.js';
import { describeRedis } from './redisStage.js';

describeRedis('a worker without a gateway', (stage) => {
	it('reads the list of a guild, follows its changes, and asks Discord for nothing', async () => {
		const { emulator, service, guild, attach } = await aBot(stage, 1_500);
		const own = await service.fetchGuildMembers({ id: guild.id });
		expect(own.metadata.complete).toBe(true);
		const asked = structuredClone(emulator.stats.bot().memberRequests);
		const worker = attach();
		const first = await worker.fetchGuildMembers(guild.id, { timeout: LONG_MS });
		expect(first.metadata).toMatchObject({
			status: 'complete',
			complete: true,
			totalCount: 1_500,
			requests: { gateway: 0, rest: 0 },
		});
		expect(first.roster.toJSON()).toEqual(own.roster.toJSON());
		expect(Math.abs(first.metadata.asOf - own.metadata.asOf)).toBeLessThan(LONG_MS);
		const left = guild.memberAt(7).user.id;
		guild.leave(left);
		const changed = guild.memberAt(3).user.id;
		guild.update(changed, { nick: 'another' });
		await expect
			.poll(async () => (await worker.fetchMember(guild.id, changed)).member?.nick, { timeout: LONG_MS })
			.toBe('another');
		expect(await worker.fetchMember(guild.id, left)).toMatchObject({ success: true, member: null });
		expect((await worker.countMembers(guild.id)).count).toBe(1_499);
		const now = await service.fetchGuildMembers({ id: guild.id });
		const copy = await worker.fetchGuildMembers(guild.id);
		expect(new Map([...copy.roster.rows()].map((row) => [row.user.id, row]))).toEqual(
			new Map([...now.roster.rows()].map((row) => [row.user.id, row])),
		);
		expect(emulator.stats.bot().memberRequests).toEqual(asked);
	});

	it('says why it has no list, and waits for one no longer than its caller', async () => {
		const { attach } = await aBot(stage, 10);
		const worker = attach();
		const answer = () => worker.fetchGuildMembers('81384788765712384');
		expect((await answer()).metadata).toMatchObject({ status: 'partial', totalCount: 0 });
		// Before its first word, nobody knows that there is an owner.
		await expect.poll(async () => (await answer()).error?.code, { timeout: LONG_MS }).toBe('UNKNOWN_GUILD');
		await expect(worker.fetchGuildMembers('1', { require: 'complete' })).rejects.toMatchObject({
			code: 'UNKNOWN_GUILD',
		});
		await worker.close();
		await expect(worker.fetchGuildMembers('81384788765712384')).rejects.toMatchObject({ code: 'CLOSED' });
	});

	it('asks the owner for what only that can serve: 40 callers in 4 workers are one request', async () => {
		const { emulator, guild, attach, base } = await aBot(stage, 2_500);
		const redis = stage.client();
		await expect.poll(() => redis.exists(`${base}:feed`), { timeout: LONG_MS }).toBe(1);
		const requests = () => emulator.stats.bot().memberRequests.full;
		const workers = Array.from({ length: 4 }, () => attach());
		const ask = (options: object) =>
			Promise.all(
				workers.flatMap((worker) => Array.from({ length: 10 }, () => worker.fetchGuildMembers(guild.id, options))),
			);
		for (const { metadata } of await ask({})) expect(metadata).toMatchObject({ complete: true, totalCount: 2_500 });
		expect(requests()).toBe(1);
		for (const { metadata } of await ask({})) expect(metadata).toMatchObject({ complete: true, cacheHit: true });
		expect(requests()).toBe(1);
	});

	it('ends an owner whose shard another process has taken, and counts what Redis has refused', async () => {
		const { service, guild, base } = await aBot(stage, 20);
		await service.fetchGuildMembers({ id: guild.id });
		expect(service.getStatistics().fencedWrites).toBe(0);
		await stage.client().hset(`${base}:owner`, 'by', 'another');
		await expect.poll(() => service.getStatistics().fencedWrites, { timeout: LONG_MS }).toBeGreaterThan(0);
		const codes = async () => (await service.healthCheck()).findings.map(({ code }) => code);
		await expect.poll(codes, { timeout: LONG_MS }).toContain('store_unreachable');
	});

	it('knows the roles by their names, and new ones too', async () => {
		const { service, guild, attach } = await aBot(stage, 50);
		await service.fetchGuildMembers({ id: guild.id });
		const worker = attach();
		await worker.fetchGuildMembers(guild.id, { timeout: LONG_MS });
		const role = guild.createRole({ name: 'fresh' });
		guild.update(guild.memberAt(1).user.id, { roles: [role.id] });
		await expect
			.poll(async () => (await worker.fetchRoleMembers(guild.id, 'fresh')).roster.size, { timeout: LONG_MS })
			.toBe(1);
		const counts = await worker.roleMemberCounts(guild.id);
		expect(counts.counts.get(role.id)).toBe(1);
		expect(await worker.fetchRoleMembers(guild.id, 'nobody')).toMatchObject({ error: { code: 'UNKNOWN_ROLE' } });
	});
});
