import { describe, expect, it } from 'vitest';
import { aFleet, expectExact, type Mode } from './fleet.js';

/** Ids of the members, as one child gets them from another. */
const askFrom = (shard: number, { inChild }: Awaited<ReturnType<typeof aFleet>>, id: string) =>
	inChild(
		shard,
		async ({ link }, { guildId }) => {
			const { ids, metadata } = await link.fetchMemberIds(guildId);
			return { ids, complete: metadata.complete };
		},
		{ guildId: id },
	);

// `npm run test:deep` builds first: the children run what would be published.
describe.each<Mode>(['process', 'worker', 'cluster', 'cluster, advanced', 'cluster worker'])(
	'two processes, mode %s',
	(mode) => {
		it('answer the parent and each other before and after a crash of one, and leave the bot its messages', async () => {
			const fleet = await aFleet(mode, { members: [12_000, 60], served: 'after' });
			const { emulator, rosters, guilds, kill } = fleet;
			for (const [shard, guild] of guilds.entries()) {
				expectExact(await rosters.fetchGuildMembers(guild.id), guild);
				const { ids, complete } = await askFrom(1 - shard, fleet, guild.id);
				expect([complete, new Set(ids)]).toEqual([true, new Set([...guild.members()].map(({ user }) => user.id))]);
			}
			expect(emulator.stats.bot().memberRequests.full).toBe(2);
			const [large] = guilds;
			if (!large) throw new Error('There is no guild.');
			kill(0);
			large.join();
			const { metadata, error } = await rosters.fetchGuildMembers(large.id);
			if (!metadata.complete) expect(error?.code).toBe('OWNER_LOST'); // it was asked before anybody knew
			expectExact(await rosters.fetchGuildMembers(large.id), large);
			let size = 0;
			for await (const { members, removed } of rosters.streamGuildMembers(large.id))
				size += members.size - removed.length;
			expect(size).toBe(large.size);
		});
	},
);

describe('a process that hangs', () => {
	it('costs an answer with its own code, and answers when it goes on', async () => {
		const { rosters, guilds, kill } = await aFleet('process', { silenceTimeout: 3_000 });
		const [large] = guilds;
		if (!large) throw new Error('There is no guild.');
		expectExact(await rosters.fetchGuildMembers(large.id), large);
		kill(0, 'SIGSTOP');
		const { success, error } = await rosters.fetchGuildMembers(large.id);
		expect([success, error?.code]).toEqual([false, 'LINK_LOST']);
		kill(0, 'SIGCONT');
		expectExact(await rosters.fetchGuildMembers(large.id), large);
	});
});
