import { Events, type GuildMember } from 'discord.js';
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

	it('have the rows of a guild once while its cache is empty, and those of users who left every guild', async () => {
		const stage = await setStage({ members: 1_000, client: { makeCache: rosterCache() } });
		const { client, truth } = stage;
		await fetchAll(stage);
		const whileHeld = besideOf(stage);
		const ids = Array.from({ length: 300 }, (_, index) => truth.memberAt(index + 1).user.id).filter(
			(id) => id !== client.user.id,
		);
		const last = once(client, Events.GuildMemberRemove, ({ id }: GuildMember) => id === ids.at(-1));
		for (const id of ids) truth.leave(id);
		await last;
		expect(client.users.cache.size).toBe(1_000);
		const withFormers = besideOf(stage);
		expect(withFormers - whileHeld).toBeGreaterThan(ids.length * 30);
		const back = once(client, Events.GuildAvailable);
		const gone = once(client, Events.GuildUnavailable);
		truth.outage();
		await gone;
		truth.recover();
		await back;
		expect(client.users.cache.size).toBe(1_000);
		// The service still holds the list, and counts it with the guild.
		expect(stage.service.getCacheStats().guilds).toHaveLength(1);
		expect(besideOf(stage) - withFormers).toBeLessThan(700 * 30);
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
