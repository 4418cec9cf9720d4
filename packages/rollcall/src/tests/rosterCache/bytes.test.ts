import { Events } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { rosterCache } from '../../discord/caches/rosterCache.js';
import { collectGarbage } from '../collectGarbage.js';
import { once, type Stage, setStage } from '../stage.js';

const GUILDS = 40;
const MEMBERS = 400;
/** What a client takes without guilds, in two arrays of marks. */
const MARKS = 2 ** 17;

async function fetchAll({ client, service }: Stage): Promise<void> {
	for (const guild of client.guilds.cache.values()) await service.fetchGuildMembers(guild);
}

/** What is counted beside the guilds. */
function besideOf({ service }: Stage): number {
	const { bytes, guilds } = service.getCacheStats();
	return bytes - guilds.reduce((sum, guild) => sum + guild.bytes, 0);
}

describe('the bytes that a service counts for a client with rosterCache()', () => {
	it('are those that the memory shows', async () => {
		const guilds = Array.from({ length: GUILDS }, () => ({ members: MEMBERS }));
		const stage = await setStage({ emulator: { guilds }, client: { makeCache: rosterCache() } });
		await fetchAll(stage);
		const { bytes } = stage.service.getCacheStats();
		// A slot takes four bytes, and there are more than users.
		expect(besideOf(stage)).toBeGreaterThan(MARKS + GUILDS * MEMBERS * 4);
		const before = await collectGarbage();
		await stage.service.close();
		expect(stage.service.getCacheStats().bytes).toBe(0);
		const given = before - (await collectGarbage());
		// The objects of a guild are no buffers, and the marks stay with the client.
		const inBuffers = bytes - GUILDS * 6_000 - MARKS;
		expect(given).toBeGreaterThan(GUILDS * MEMBERS * 60);
		expect(inBuffers / given).toBeGreaterThan(0.8);
		expect(inBuffers / given).toBeLessThan(1.3);
	});

	it('have the users of a guild that has no list any more', async () => {
		const stage = await setStage({ members: 5_000, client: { makeCache: rosterCache() } });
		const { client, truth, service } = stage;
		await fetchAll(stage);
		const whileHeld = besideOf(stage);
		const back = once(client, Events.GuildAvailable);
		const gone = once(client, Events.GuildUnavailable);
		truth.outage();
		await gone;
		truth.recover();
		await back;
		expect(client.users.cache.size).toBe(5_000);
		// The service may still hold the list, and counts the rows once.
		expect(besideOf(stage) - whileHeld).toBeLessThan(5_000 * 10);
		const left = once(client, Events.GuildDelete);
		truth.leave(client.user.id);
		await left;
		for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
		expect(client.users.cache.size).toBe(5_000);
		expect(service.getCacheStats().guilds).toEqual([]);
		expect(besideOf(stage) - whileHeld).toBeGreaterThan(5_000 * 40);
	});

	it('leave less room for lists', async () => {
		const stage = await setStage({ members: 1_000, client: { makeCache: rosterCache() } });
		await fetchAll(stage);
		const { service, guild } = stage;
		const { bytes } = service.getCacheStats();
		expect(bytes).toBeGreaterThan(MARKS);
		service.updateConfig({ cache: { maxBytes: bytes } });
		expect(guild.members.cache.size).toBe(1_000);
		service.updateConfig({ cache: { maxBytes: bytes - 1_000 } });
		expect(guild.members.cache.size).toBe(1);
	});
});
