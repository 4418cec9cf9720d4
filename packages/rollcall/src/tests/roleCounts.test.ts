import { describe, expect, it } from 'vitest';
import { setRoleStage } from './roleStage.js';
import { LIBRARIES } from './stages.js';

describe.each(LIBRARIES)('The counts of holders (%s)', (library) => {
	it('leave @everyone out, and ids that are no roles, for either way to count', async () => {
		const stage = await setRoleStage(library);
		const { service, guild, emulator, truth } = stage;
		const [id = ''] = Object.keys(truth.roleCounts());
		const body = { ...truth.roleCounts(), [guild.id]: truth.size, '123456789012345678': 60 };
		emulator.faults.add({ on: 'rest', route: 'roleMemberCounts', status: 200, body });
		const { counts, success } = await service.roleMemberCounts(guild);
		expect([success, counts.get(id)]).toEqual([true, truth.roleCounts()[id]]);
		expect(Object.fromEntries(counts)).toEqual(truth.roleCounts());
		await service.fetchGuildMembers(guild);
		expect(Object.fromEntries((await service.roleMemberCounts(guild)).counts)).toEqual(truth.roleCounts());
	});

	it('are those of Discord while nobody tells which roles there are, without @everyone', async () => {
		const stage = await setRoleStage(library);
		const { service, guild, emulator, truth, cutOff } = stage;
		await service.fetchGuildMembers(guild);
		await cutOff();
		const { id } = truth.createRole({ name: 'New' });
		const body = { ...truth.roleCounts(), [guild.id]: truth.size };
		emulator.faults.add({ on: 'rest', route: 'roleMemberCounts', status: 200, body });
		const { counts } = await service.roleMemberCounts(guild);
		expect([counts.has(guild.id), counts.get(id)]).toEqual([false, 0]);
	});
});
