import { setTimeout } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { aBot, LONG_MS } from './publishingBot.js';
import { describeRedis } from './redisStage.js';
import { TcpProxy } from './TcpProxy.js';

/** What a store may take to recover, on a busy machine. */
const RECOVERY_MS = 30_000;

describeRedis('a worker while Redis fails', (stage) => {
	const aProxy = async () => {
		const proxy = await TcpProxy.to(stage.server.port);
		onTestFinished(() => proxy.close());
		return proxy;
	};
	/** A bot and a worker, each over a line of its own, that agree about a list. */
	const begin = async (members = 40) => {
		const [ownerLine, workerLine] = [await aProxy(), await aProxy()];
		const bot = await aBot(stage, members, ownerLine.port);
		await bot.service.fetchGuildMembers({ id: bot.guild.id });
		const worker = bot.attach(workerLine.port);
		const ask = () => worker.fetchGuildMembers(bot.guild.id);
		const isComplete = async () => (await ask()).metadata.complete;
		await worker.fetchGuildMembers(bot.guild.id, { timeout: LONG_MS });
		expect(await isComplete()).toBe(true);
		/** Something happens, and whoever calls a list complete knows it. */
		const change = async (nick: string) => {
			const { id } = bot.guild.memberAt(3).user;
			bot.guild.update(id, { nick });
			await expect
				.poll(async () => (await bot.service.fetchGuildMembers({ id: bot.guild.id })).roster.get(id)?.nick)
				.toBe(nick);
			await setTimeout(6_000);
			const { roster, metadata } = await ask();
			return { metadata, isThere: roster.get(id)?.nick === nick };
		};
		const recovers = async (nick: string) => {
			await expect.poll(isComplete, { timeout: RECOVERY_MS, interval: 100 }).toBe(true);
			const { id } = bot.guild.memberAt(3).user;
			expect((await ask()).roster.get(id)?.nick).toBe(nick);
		};
		return { ...bot, ownerLine, workerLine, worker, ask, isComplete, change, recovers };
	};

	it('goes on reading from memory, as stale, while its own line is held, and recovers', async () => {
		const { workerLine, change, recovers } = await begin();
		workerLine.hold();
		const held = await change('while it is held');
		expect(held).toMatchObject({ metadata: { status: 'stale', complete: false, totalCount: 40 }, isThere: false });
		workerLine.release();
		await recovers('while it is held');
		workerLine.cut();
		expect((await change('while it is cut')).metadata.status).toBe('stale');
		workerLine.mend();
		await recovers('while it is cut');
	});

	it('is stale while its owner is cut off, and recovers with what happened meanwhile', async () => {
		const { ownerLine, change, recovers } = await begin();
		ownerLine.cut();
		expect(await change('while it is cut')).toMatchObject({ metadata: { status: 'stale' }, isThere: false });
		ownerLine.mend();
		await recovers('while it is cut');
	});

	it('is stale while Redis has no room, and recovers', async () => {
		const { change, recovers } = await begin();
		const redis = stage.client();
		await redis.config('SET', 'maxmemory', '1');
		onTestFinished(() => redis.config('SET', 'maxmemory', '0').then(() => {}));
		expect(await change('while it is full')).toMatchObject({ metadata: { status: 'stale' }, isThere: false });
		await redis.config('SET', 'maxmemory', '0');
		await recovers('while it is full');
	});

	it('recovers after Redis was restarted empty, and after it was emptied', async () => {
		const { change, recovers } = await begin();
		await stage.server.stop();
		expect(await change('while it is down')).toMatchObject({ metadata: { status: 'stale' }, isThere: false });
		await stage.server.start();
		await recovers('while it is down');
		await stage.client().flushall();
		await recovers('while it is down');
	});

	it('reads the list again if messages are gone, or numbers come twice after a failover', async () => {
		const { guild, base, recovers, change } = await begin();
		const redis = stage.client();
		const [token, by, until] = await redis.hmget(`${base}:owner`, 'token', 'by', 'until');
		for (const slot of [0, 1, 2]) await redis.del(`${base}:feed:${slot}`);
		expect((await change('after a loss')).isThere).toBe(true);
		await recovers('after a loss');
		// The owner before had the same token, and had told more.
		await redis.hset(`${base}:owner`, { token: Number(token) - 1, by: 'another', until: '0' });
		expect([by, until, guild.id].every((text) => text !== null)).toBe(true);
		await recovers('after a loss');
	});

	it('calls nothing complete that is late, over a slow line', async () => {
		const { ownerLine, ask, service, guild } = await begin();
		ownerLine.delayMs = 3_000;
		const { id } = guild.memberAt(3).user;
		let wrong = 0;
		for (let step = 0; step < 12; step++) {
			guild.update(id, { nick: `step ${step}` });
			await setTimeout(500);
			const told = (await service.fetchGuildMembers({ id: guild.id })).metadata;
			const { metadata } = await ask();
			// However old the list is, it says so.
			if (metadata.complete && metadata.asOf > told.asOf) wrong++;
		}
		expect(wrong).toBe(0);
		// It comes in the end, and the line is as slow as before.
		const read = async () => (await ask()).roster.get(id)?.nick;
		await expect.poll(read, { timeout: RECOVERY_MS }).toBe('step 11');
	});

	it('gets a block saved again that Redis has evicted', async () => {
		const { emulator, service, guild, attach, base } = await aBot(stage, 50);
		await service.fetchGuildMembers({ id: guild.id });
		expect((await attach().fetchGuildMembers(guild.id, { timeout: LONG_MS })).metadata.complete).toBe(true);
		const redis = stage.client();
		await redis.del(...(await redis.keys(`${base}:block:*`)));
		const asked = structuredClone(emulator.stats.bot().memberRequests);
		expect((await attach().fetchGuildMembers(guild.id)).metadata).toMatchObject({ complete: true, totalCount: 50 });
		expect(emulator.stats.bot().memberRequests).toEqual(asked);
	});

	it('has its copy again though nobody asks, if Redis has evicted the block and what was told since', async () => {
		const { base, worker, workerLine, emulator } = await begin();
		const redis = stage.client();
		const asked = structuredClone(emulator.stats.bot().memberRequests);
		workerLine.cut();
		await redis.del(...(await redis.keys(`${base}:block:*`)), ...[0, 1, 2].map((slot) => `${base}:feed:${slot}`));
		const isComplete = () => worker.getStatistics().guilds.complete === 1;
		await expect.poll(isComplete, { timeout: RECOVERY_MS }).toBe(false);
		workerLine.mend();
		await expect.poll(isComplete, { timeout: RECOVERY_MS }).toBe(true);
		expect(emulator.stats.bot().memberRequests).toEqual(asked);
	});

	it('says within moments that nobody answers, if the owner is gone in the middle', async () => {
		const { service, gateway, guild, attach, base } = await aBot(stage, 50);
		await service.fetchGuildMembers({ id: guild.id });
		const worker = attach();
		expect((await worker.fetchGuildMembers(guild.id, { timeout: LONG_MS })).metadata.complete).toBe(true);
		const redis = stage.client();
		await redis.hset(`${base}:owner`, 'by', 'nobody'); // it may write no more, and nobody else does
		const startedAt = performance.now();
		const answer = await worker.fetchGuildMembers(guild.id, { forceRefresh: true });
		expect(answer).toMatchObject({ metadata: { status: 'stale', totalCount: 50 }, error: { code: 'OWNER_LOST' } });
		expect(performance.now() - startedAt).toBeLessThan(LONG_MS);
		await gateway.destroy();
		await redis.del(`${base}:feed`);
		expect((await attach().fetchGuildMembers(guild.id, { timeout: 100 })).metadata.complete).toBe(false);
	});

	it('leaves nothing in Redis of those who left or are forgotten, nor of a guild that the bot has left', async () => {
		const { service, guild, attach, base } = await aBot(stage, 30);
		await service.fetchGuildMembers({ id: guild.id });
		const redis = stage.client();
		await redis.config('SET', 'rdbcompression', 'no'); // so that a dump shows the bytes
		const worker = attach();
		await worker.fetchGuildMembers(guild.id, { timeout: LONG_MS });
		const [left, forgotten] = [5, 9].map((at) => guild.memberAt(at).user.id) as [string, string];
		for (const id of [left, forgotten]) guild.update(id, { nick: `trace of ${id}` });
		await expect
			.poll(async () => (await worker.fetchMember(guild.id, forgotten)).member?.nick, { timeout: LONG_MS })
			.toMatch('trace');
		const traces = async () => {
			const texts = await Promise.all(
				(await redis.keys(`${base}*`)).map(async (key) => (await redis.dumpBuffer(key)).toString('latin1')),
			);
			return [left, forgotten].filter((id) => texts.some((text) => text.includes(id)));
		};
		expect(await traces()).not.toEqual([]);
		guild.leave(left);
		service.forget(forgotten);
		await expect.poll(async () => (await worker.fetchMember(guild.id, left)).member, { timeout: LONG_MS }).toBeNull();
		expect((await worker.fetchMember(guild.id, forgotten)).member).toBeNull();
		// Eighteen seconds pass three times.
		for (let turn = 0; turn < 3; turn++) {
			const [slot, at] = await redis.hmget(`${base}:feed`, 'slot', 'at');
			await redis.hset(`${base}:feed`, 'at', String(Number(at) - 18_000));
			await expect.poll(() => redis.hget(`${base}:feed`, 'slot'), { timeout: LONG_MS }).not.toBe(slot);
		}
		await expect.poll(traces, { timeout: LONG_MS }).toEqual([]);
		for (const key of await redis.keys(`${base}*`)) expect(await redis.pttl(key)).toBeGreaterThan(0);
	});
});
