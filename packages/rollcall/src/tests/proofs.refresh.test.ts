import { describe, expect, it } from 'vitest';
import { expectExact, LIBRARIES, setStageOn } from './stages.js';

describe.each(LIBRARIES)('a refresh of a list that events have kept (%s)', (library) => {
	it.each([3, 60])('is right if %i leaves were lost without a trace', async (count) => {
		const stage = await setStageOn(library);
		const { fetchAll, told, truth, emulator } = stage;
		await fetchAll();
		emulator.faults.gateway.loseNextEvents(count, { hidden: true, event: 'GUILD_MEMBER_REMOVE' });
		for (let index = 0; index < count; index++) truth.leave(truth.memberAt(100 + index).user.id);
		const seen = told('GUILD_MEMBER_ADD');
		truth.join({});
		await seen;
		const answer = await fetchAll({ forceRefresh: true });
		expectExact(answer, stage);
		expect(answer.metadata.source).toBe('full_fetch');
	});
});
