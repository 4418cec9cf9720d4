import { describe, expect, it } from 'vitest';
import { expectExactRoster, setStandaloneStage } from '../tests/standaloneStage.js';

describe('a list without discord.js', () => {
	it('is complete in one request, in every field', async () => {
		const stage = await setStandaloneStage();
		expectExactRoster(await stage.service.fetchGuildMembers(stage.guild), stage);
		expect(stage.stats().memberRequests).toMatchObject({ full: 1, refused: 0 });
		expect(stage.stats().rest.byRoute.listMembers ?? 0).toBe(0);
		expect((await stage.service.fetchGuildMembers(stage.guild)).metadata).toMatchObject({ cacheHit: true });
	});
});
