import { describe, expect, it } from 'vitest';
import { type CommonStage, expectExact, LIBRARIES, setStageOn } from './stages.js';

const botOf = ({ emulator }: CommonStage) => emulator.bots[0]?.id as string;

/** The bot is invited again, and its client knows. */
async function rejoin(stage: CommonStage): Promise<void> {
	const created = stage.told('GUILD_CREATE');
	stage.truth.join({ user: { id: botOf(stage) } });
	await created;
}

describe.each(LIBRARIES)('a guild that the bot has left (%s)', (library) => {
	it('is no longer listed, and listed exactly once the bot is back, with who came and went meanwhile', async () => {
		const stage = await setStageOn(library, { members: 1_500 });
		const { fetchAll, told, truth } = stage;
		await fetchAll();
		const gone = told('GUILD_DELETE');
		truth.leave(botOf(stage));
		await gone;
		truth.leave(truth.memberAt(7).user.id);
		truth.join({});
		await rejoin(stage);
		const answer = await fetchAll();
		expectExact(answer, stage);
		expect(answer.metadata.cacheHit).toBe(false);
		const left = truth.memberAt(8).user.id;
		const seen = told('GUILD_MEMBER_REMOVE', left);
		truth.leave(left);
		await seen;
		const again = await fetchAll();
		expectExact(again, stage);
		expect(again.metadata.via).toEqual(['memory']);
	});

	it('ends the fetch that runs at that moment, and says why', async () => {
		const stage = await setStageOn(library, { members: 3_500 });
		const leave = () => stage.truth.leave(botOf(stage));
		stage.emulator.faults.add({ on: 'memberRequest', delayEach: 20, after: { chunks: 1, do: leave } });
		const answer = await stage.fetchAll();
		expect(answer).toMatchObject({ success: false, size: 0, error: { code: 'UNKNOWN_GUILD', retryable: false } });
		expect(answer.error?.message).toMatch(/the bot is no longer in the guild.*nvite/);
		await rejoin(stage);
		expectExact(await stage.fetchAll(), stage);
	});
});
