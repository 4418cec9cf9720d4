import { describe, expect, it } from 'vitest';
import { dispatched, expectExact, setStage } from './stage.js';

describe('a refresh of a list that events have kept', () => {
	it.each([3, 60])('is right where %i leaves were lost without a trace', async (count) => {
		const stage = await setStage();
		const { service, guild, truth, emulator, client } = stage;
		await service.fetchGuildMembers(guild);
		emulator.faults.gateway.loseNextEvents(count, { hidden: true, event: 'GUILD_MEMBER_REMOVE' });
		for (let index = 0; index < count; index++) truth.leave(truth.memberAt(100 + index).user.id);
		const seen = dispatched(client, 'GUILD_MEMBER_ADD');
		truth.join({});
		await seen;
		const answer = await service.fetchGuildMembers(guild, { forceRefresh: true });
		expectExact(answer, stage);
		expect(answer.metadata.source).toBe('full_fetch');
	});
});
