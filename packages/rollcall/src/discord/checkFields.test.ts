import { Options } from 'discord.js';
import { expect, it } from 'vitest';
import { setStage } from '../tests/stage.js';
import { readingRosters } from './sharedRosters.js';

/** A client whose caches could read rosters. */
const READING = { makeCache: readingRosters(Options.cacheEverything()) };
const REFUSED = {
	code: 'INVALID_CONFIG',
	message: expect.stringMatching(
		/^config\.fields: expected "all" for a client made with rosterCache\(\), got a list of 1\./,
	),
};

it('refuses a part of the fields when a guild is called whose caches read rosters', async () => {
	const { guild, service } = await setStage({ members: 3, client: READING, config: { fields: ['nick'] } });
	await expect(service.fetchGuildMembers(guild)).rejects.toMatchObject(REFUSED);
	await expect(service.fetchMember(guild, guild.ownerId)).rejects.toMatchObject(REFUSED);
	service.updateConfig({ fields: 'all' });
	expect(await service.fetchGuildMembers(guild)).toMatchObject({ success: true });
});

it('refuses to change the fields once such a guild was called, and changes nothing then', async () => {
	const { guild, service } = await setStage({ members: 3, client: READING });
	await service.fetchGuildMembers(guild);
	const config = service.getConfig();
	expect(() => service.updateConfig({ fields: ['nick'], cache: { defaultTTL: 1 } })).toThrow(
		expect.objectContaining(REFUSED),
	);
	expect([service.getConfig(), service.getCacheStats().size]).toEqual([config, 1]);
});

it('allows any fields for clients with other caches', async () => {
	const { guild, service } = await setStage({ members: 3, config: { fields: ['nick'] } });
	expect(await service.fetchGuildMembers(guild)).toMatchObject({ success: true });
	service.updateConfig({ fields: [] });
});
