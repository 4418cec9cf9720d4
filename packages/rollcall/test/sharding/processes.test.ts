import { describe, expect, it } from 'vitest';
import { aFleet, expectExact, type Fleet, type Mode } from './fleet.js';

// `npm test` builds first: the children run what would be published.
describe.each<Mode>(['process', 'worker'])('the processes of a ShardingManager, mode %s', (mode) => {
	it('answer the parent and each other about every guild, and ten callers are one request', async () => {
		const { emulator, rosters, guilds, inChild } = await aFleet(mode, {
			served: mode === 'process' ? 'before' : 'after',
		});
		const [large, small] = guilds as [Fleet['guilds'][number], Fleet['guilds'][number]];
		const asked = Array.from({ length: 4 }, () => rosters.fetchGuildMembers(large.id));
		const fromChildren = [0, 1, 1].map((shard) =>
			inChild(
				shard,
				async ({ link }, { id }) => {
					const answers = await Promise.all([link.fetchGuildMembers(id), link.fetchGuildMembers(id)]);
					return answers.map(({ roster, metadata }) => [roster.size, metadata.complete]);
				},
				{ id: large.id },
			),
		);
		for (const answer of await Promise.all(asked)) expectExact(answer, large);
		expect((await Promise.all(fromChildren)).flat()).toEqual(Array.from({ length: 6 }, () => [large.size, true]));
		expect(emulator.stats.bot().memberRequests.full).toBe(1);
		expectExact(await rosters.fetchGuildMembers(small.id), small);
		const bots = [...large.members()].filter(({ user }) => user.bot).map(({ user }) => user.id);
		expect([...(await rosters.queryMembers(large.id, { bot: true })).roster.ids()].sort()).toEqual(bots.sort());
		expect((await rosters.countMembers(large.id, { bot: true })).count).toBe(bots.length);
		expect((await rosters.fetchMemberIds(large.id)).ids.length).toBe(large.size);
	});
});

describe('a process that is killed while others ask it', () => {
	it('costs them an answer with its own code, and the process that follows it answers', async () => {
		const { emulator, rosters, guilds, kill } = await aFleet('process');
		const [large] = guilds as [Fleet['guilds'][number]];
		emulator.faults.add({ on: 'memberRequest', full: true, silence: true });
		const asked = rosters.fetchGuildMembers(large.id);
		const strict = rosters.fetchGuildMembers(large.id, { require: 'complete' });
		const thrown = expect(strict).rejects.toMatchObject({ code: 'OWNER_LOST' });
		await expect.poll(() => emulator.stats.bot().memberRequests.full).toBe(1);
		kill(0);
		const { success, roster, metadata, error } = await asked;
		expect({ success, size: roster.size, complete: metadata.complete, code: error?.code }).toEqual({
			success: false,
			size: 0,
			complete: false,
			code: 'OWNER_LOST',
		});
		await thrown;
		expectExact(await rosters.fetchGuildMembers(large.id), large);
	});
});
