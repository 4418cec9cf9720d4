import { Client, type Guild } from 'discord.js';
import { DiscordEmulator } from 'rollcall-emulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MemberFetchService } from '../services/MemberFetchService.js';
import { giveRole, listsAsked, rolesAsked, setRoleStage } from './roleStage.js';
import { dispatched, INTENTS, QUICK } from './stage.js';
import { LIBRARIES } from './stages.js';

describe.each(LIBRARIES)('While nobody tells which roles come and go (%s)', (library) => {
	it('Discord is asked for them once, before anything else', async () => {
		const stage = await setRoleStage(library);
		const { service, guild, cutOff } = stage;
		await service.fetchGuildMembers(guild);
		await cutOff();
		const before = listsAsked(stage);
		const { metadata, error } = await service.fetchRoleMembers(guild, 'no such role');
		expect(error?.code).toBe('UNKNOWN_ROLE');
		expect(metadata).toMatchObject({
			complete: false,
			cacheHit: false,
			requests: { gateway: 0, rest: 1 },
			via: ['rest'],
		});
		expect([rolesAsked(stage), listsAsked(stage) - before]).toEqual([1, 0]);
	});

	it('a role that was made or named meanwhile is known by its new name, and not by the old one', async () => {
		const stage = await setRoleStage(library);
		const { service, guild, truth, cutOff, letIn } = stage;
		const made = stage.told('GUILD_MEMBER_UPDATE');
		const id = giveRole(stage, 'Old');
		await made;
		await cutOff();
		truth.updateRole(id, { name: 'New' });
		expect((await service.fetchRoleMembers(guild, 'Old')).error?.code).toBe('UNKNOWN_ROLE');
		const asked = service.fetchRoleMembers(guild, 'New');
		letIn();
		const { metadata, roster } = await asked;
		expect([metadata.complete, metadata.roleId, roster.size]).toEqual([true, id, 2]);
	});

	it('and REST does not answer, no role is unknown, and no list complete', async () => {
		const stage = await setRoleStage(library);
		const { service, guild, cutOff, emulator } = stage;
		const made = stage.told('GUILD_MEMBER_UPDATE');
		giveRole(stage, 'Crew');
		await made;
		await service.fetchGuildMembers(guild);
		await cutOff();
		emulator.faults.add({ on: 'rest', status: 503, times: Number.POSITIVE_INFINITY });
		for (const [role, size] of [
			['Crew', 2],
			['nope', 0],
		] as const) {
			const { metadata, roster, error } = await service.fetchRoleMembers(guild, role, { timeout: 1_000 });
			expect([metadata.complete, roster.size, error?.retryable], role).toEqual([false, size, true]);
			expect(error?.code, role).not.toBe('UNKNOWN_ROLE');
		}
	});

	it('and the roles cannot be read, the answer says so, though the members came', async () => {
		const stage = await setRoleStage(library);
		const { service, guild, cutOff, emulator } = stage;
		await service.fetchGuildMembers(guild);
		await cutOff();
		emulator.faults.add({ on: 'rest', route: 'listRoles', status: 503, times: Number.POSITIVE_INFINITY });
		const answer = service.fetchRoleMembers(guild, 'nope', { timeout: 1_500 });
		const { metadata, success, error } = await answer;
		expect([success, metadata.complete, error?.code]).toEqual([false, false, 'REST_UNAVAILABLE']);
		expect(error?.message).toContain('the roles of the guild could not be read');
		expect(error?.message).toContain('503');
	});

	it('the session that comes back ends the wait for REST', async () => {
		const stage = await setRoleStage(library);
		const { service, guild, cutOff, letIn, emulator } = stage;
		const made = stage.told('GUILD_MEMBER_UPDATE');
		giveRole(stage, 'Crew');
		await made;
		await cutOff();
		emulator.faults.add({ on: 'rest', route: 'listRoles', rateLimited: { retryAfter: 10 }, times: 50 });
		const asked = service.fetchRoleMembers(guild, 'Crew');
		await expect.poll(() => rolesAsked(stage), { timeout: 20_000 }).toBe(1);
		letIn();
		const { metadata, roster } = await asked;
		expect([metadata.complete, roster.size]).toEqual([true, 2]);
		expect(rolesAsked(stage)).toBe(1); // it has not waited to ask again
	});

	it('what REST is known to refuse is not sent, however many ask', async () => {
		const stage = await setRoleStage(library);
		const { service, guild, cutOff, emulator } = stage;
		await cutOff();
		emulator.faults.add({ on: 'rest', route: 'listRoles', rateLimited: { retryAfter: 60 }, times: 50 });
		for (const role of ['Crew', 'nope', 'Crew']) {
			const { error } = await service.fetchRoleMembers(guild, role, { timeout: 500 });
			expect([error?.code, error?.message]).toEqual(['RATE_LIMITED', expect.stringContaining(guild.id)]);
		}
		expect(rolesAsked(stage)).toBe(1);
	});

	it.each(['ABORTED', 'CLOSED', 'CLIENT_DESTROYED'] as const)(
		'a call that is over waits for nothing (%s)',
		async (code) => {
			const stage = await setRoleStage(library);
			const { service, guild, cutOff, destroy, emulator } = stage;
			await cutOff();
			emulator.faults.add({ on: 'rest', route: 'listRoles', rateLimited: { retryAfter: 10 }, times: 50 });
			const controller = new AbortController();
			const asked = service.fetchRoleMembers(guild, 'Crew', { signal: controller.signal });
			await expect.poll(() => rolesAsked(stage), { timeout: 20_000 }).toBe(1);
			if (code === 'ABORTED') controller.abort();
			if (code === 'CLOSED') await service.close();
			if (code === 'CLIENT_DESTROYED') await destroy();
			const { success, metadata, error } = await asked;
			expect([success, metadata.complete, error?.code]).toEqual([false, false, code]);
			expect(error?.message).not.toMatch(/token/i);
			expect([rolesAsked(stage), listsAsked(stage)]).toEqual([1, 0]);
		},
	);

	it('a call whose time is up gets the best there is', async () => {
		const stage = await setRoleStage(library, (truth) => void giveRole({ truth }, 'Crew'));
		const { service, guild, cutOff, emulator, truth } = stage;
		await service.fetchGuildMembers(guild);
		await cutOff();
		emulator.faults.add({ on: 'rest', delay: 60_000, times: 50 });
		const { metadata, roster, error } = await service.fetchRoleMembers(guild, 'Crew', { timeout: 50 });
		expect(metadata).toMatchObject({ status: 'stale', complete: false, totalMembersChecked: truth.size });
		expect([roster.size, error?.code]).toEqual([2, 'DEADLINE']);
	});

	it('an outage of the guild is such a time', async () => {
		const stage = await setRoleStage(library);
		const { service, guild, truth, told } = stage;
		const gone = told('GUILD_DELETE');
		truth.outage();
		await gone;
		const { error } = await service.fetchRoleMembers(guild, 'nope', { timeout: 1_000 });
		expect(error?.code).toBe('UNKNOWN_ROLE');
		expect(rolesAsked(stage)).toBe(1);
	});
});

it('While discord.js has not applied every event of roles, they are read', async () => {
	const emulator = new DiscordEmulator({ guilds: [{ members: 40 }, { members: 20 }] });
	await emulator.start();
	const [here, away] = [...emulator.world.guilds.values()];
	away?.outage(); // the client waits for it, and keeps events of roles in its queue
	const client = new Client({ intents: INTENTS, waitGuildTimeout: 60_000, rest: { api: emulator.restUrl } });
	const service = new MemberFetchService(QUICK);
	onTestFinished(async () => {
		await service.close();
		await client.destroy();
		await emulator.stop();
	});
	const created = dispatched(client, 'GUILD_CREATE');
	await client.login(emulator.token);
	await created;
	const made = dispatched(client, 'GUILD_ROLE_CREATE');
	const role = here?.createRole({ name: 'New' });
	await made;
	const guild = client.guilds.cache.get(here?.id ?? '');
	expect([client.isReady(), guild?.roles.cache.has(role?.id ?? '')]).toEqual([false, false]);
	const { metadata, success } = await service.fetchRoleMembers(guild as Guild, 'New');
	// Before the members, and behind them: the list is true as of a later time.
	expect([success, metadata.complete, metadata.roleId, metadata.requests.rest]).toEqual([true, true, role?.id, 2]);
});
