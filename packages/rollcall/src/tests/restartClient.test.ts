import { DiscordEmulator } from 'rollcall-emulator';
import { expect, it, onTestFinished } from 'vitest';
import { rosterCache } from '../discord/caches/rosterCache.js';
import { MemberFetchService } from '../services/MemberFetchService.js';
import { MemoryStore } from './MemoryStore.js';
import { logIn, QUICK, timeOf } from './stage.js';

async function start(emulator: DiscordEmulator, store: MemoryStore) {
	const client = await logIn(emulator, { makeCache: rosterCache() });
	const service = new MemberFetchService(QUICK, { ...timeOf(), store });
	onTestFinished(async () => {
		await service.close();
		await client.destroy();
	});
	await service.restore(client);
	const guild = client.guilds.cache.first();
	if (!guild) throw new Error('The client has no guild.');
	return { client, service, guild };
}

async function setStage() {
	const emulator = new DiscordEmulator({ guilds: [{ members: 600 }] });
	await emulator.start();
	onTestFinished(() => emulator.stop());
	const store = new MemoryStore();
	const first = await start(emulator, store);
	expect((await first.service.fetchGuildMembers(first.guild)).metadata.complete).toBe(true);
	return { emulator, store, first, truth: emulator.world.guild() };
}

it('answers at once from the saved list, which no cache of discord.js gets before it is proven', async () => {
	const { emulator, store, first, truth } = await setStage();
	await first.service.close();
	await first.client.destroy();
	truth.leave(truth.memberAt(9).user.id);
	const { service, guild } = await start(emulator, store);
	const { members, metadata } = await service.fetchGuildMembers(guild);
	expect(metadata).toMatchObject({ status: 'stale', complete: false, cacheHit: true, totalCount: 600 });
	expect(metadata.asOf).toBeGreaterThan(0);
	expect(metadata.reason).toContain('saved before a restart');
	expect(members.size).toBe(600);
	expect(guild.members.cache.size).toBeLessThan(10);
	const proven = await service.fetchGuildMembers(guild, { require: 'complete' });
	expect(proven.metadata).toMatchObject({ complete: true, totalCount: 599 });
	expect(guild.members.cache.size).toBe(599);
});

it('saves nothing of a client that was destroyed, and keeps what was saved of it', async () => {
	const { store, first } = await setStage();
	first.service.forget('1');
	await expect.poll(() => store.shard?.blocks.size).toBe(1);
	await first.client.destroy();
	await first.service.close();
	expect(store.shard?.blocks.size).toBe(1);
});

it('drops the saved list of a guild from which somebody has left before it was proven', async () => {
	const { emulator, store, first, truth } = await setStage();
	await first.service.close();
	await first.client.destroy();
	const { service, client } = await start(emulator, store);
	const hasHeard = new Promise((resolve) =>
		client.on('raw', ({ t }: { t: string }) => t === 'GUILD_MEMBER_REMOVE' && resolve(t)),
	);
	truth.leave(truth.memberAt(9).user.id);
	await hasHeard;
	service.forget('1');
	await expect.poll(() => store.shard?.blocks.size).toBe(0);
});

it('restores only a client that is ready, and only with a store', async () => {
	const { first } = await setStage();
	const without = new MemberFetchService(QUICK);
	await expect(without.restore(first.client)).rejects.toThrow('dependencies.store');
	await expect(first.service.restore(first.client)).resolves.toBeUndefined();
	await without.close();
});

it('proves all lists in the background, which fills the caches of discord.js', async () => {
	const { emulator, store, first, truth } = await setStage();
	await first.service.close();
	await first.client.destroy();
	truth.leave(truth.memberAt(9).user.id);
	const { service, guild, client } = await start(emulator, store);
	expect((await service.fetchGuildMembers(guild)).metadata.status).toBe('stale');
	const result = await service.warmUp(client);
	expect(result).toEqual({ proven: 1, unproven: new Map(), withoutRoom: [] });
	expect((await service.fetchGuildMembers(guild)).metadata).toMatchObject({ complete: true, cacheHit: true });
	expect(guild.members.cache.size).toBe(599);
});

it('serves each list as soon as it was read, and keeps nobody who was forgotten while others were read', async () => {
	const emulator = new DiscordEmulator({ guilds: [{ members: 30 }, { members: 40 }] });
	await emulator.start();
	onTestFinished(() => emulator.stop());
	const store = new MemoryStore();
	const first = await start(emulator, store);
	for (const guild of first.client.guilds.cache.values()) await first.service.fetchGuildMembers(guild);
	await first.service.close();
	await first.client.destroy();
	const client = await logIn(emulator, { makeCache: rosterCache() });
	const service = new MemberFetchService(QUICK, { ...timeOf(), store });
	onTestFinished(async () => {
		await service.close();
		await client.destroy();
	});
	const [early, late] = [...client.guilds.cache.values()];
	if (!early || !late) throw new Error('The client has no guilds.');
	const { open } = store;
	let release = () => {};
	const held = new Promise<void>((resolve) => {
		release = resolve;
	});
	let hasRead = () => {};
	const isReading = new Promise<void>((resolve) => {
		hasRead = resolve;
	});
	store.open = async (key) => {
		const shard = await open.call(store, key);
		const read = shard.read.bind(shard);
		shard.read = async (guildId) => {
			const block = await read(guildId);
			if (guildId === late.id) {
				hasRead();
				await held;
			}
			return block;
		};
		return shard;
	};
	const restoring = service.restore(client);
	await isReading;
	await expect.poll(() => service.getCacheStats(early.id).guilds.length).toBe(1);
	expect((await service.fetchGuildMembers(early)).metadata).toMatchObject({ status: 'stale', totalCount: 30 });
	const forgotten = emulator.world.guild(late.id).memberAt(7).user.id;
	service.forget(forgotten);
	release();
	await restoring;
	expect(service.getCacheStats(late.id).guilds).toMatchObject([{ members: 39 }]);
	service.forget('1');
	await expect.poll(() => store.shard?.blocks.has(late.id)).toBe(false);
	expect(store.shard?.blocks.has(early.id)).toBe(true);
});
