import { afterAll, expect, it } from 'vitest';
import { members } from '../src/members.js';
import { withoutTheList } from '../src/questions.js';
import { setStage } from './stage.js';

afterAll(() => members.close());

it('Counts, lookups and searches need neither the list nor the privileged intent', async () => {
	const { emulator, guild, truth, role } = await setStage({ intents: ['Guilds'] });
	const someIds = [5, 6, 7].map((index) => truth.memberAt(index).user.id);
	const nobody = '123456789012345678';
	const known = await withoutTheList(guild, someIds[0] ?? '', [...someIds, nobody]);
	expect(known.approximateMemberCount).toBe(truth.size);
	expect(known.counts.get(role.id)).toBe(role.holders.length);
	expect(known.isMember).toBe(true);
	expect([...known.some.keys()].sort()).toEqual(someIds.sort());
	expect(known.notFound).toEqual([nobody]);
	expect(known.found.size).toBeGreaterThan(0);
	expect(emulator.stats.bot().memberRequests).toMatchObject({ full: 0, userIds: 1 });
	expect(emulator.stats.bot().rest.byRoute).toMatchObject({
		...{ getGuild: 1, roleMemberCounts: 1, getMember: 1, searchMembers: 1 },
	});
	expect((await withoutTheList(guild, nobody, [])).isMember).toBe(false);
});
