import { Client, type Guild, type Role } from 'discord.js';
import { DiscordEmulator } from 'rollcall-emulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import { MemberFetchService } from '../services/MemberFetchService.js';
import { type RoleStage, setRoleStage } from './roleStage.js';
import { dispatched, INTENTS, QUICK, setStage } from './stage.js';
import { LIBRARIES } from './stages.js';

/** A role whose holders are the third and the fourth member. */
function giveRole({ truth }: Pick<RoleStage, 'truth'>, name: string): string {
	const { id } = truth.createRole({ name });
	for (const index of [3, 4]) truth.addRole(truth.memberAt(index).user.id, id);
	return id;
}

const listsAsked = ({ stats }: RoleStage) => stats().memberRequests.full + (stats().rest.byRoute.listMembers ?? 0);
const rolesAsked = ({ stats }: RoleStage) => stats().rest.byRoute.listRoles ?? 0;

describe.each(LIBRARIES)('A role that the guild does not have (%s)', (library) => {
	it('is no empty list: nobody is fetched for it, and the error names what may have been meant', async () => {
		let id = '';
		const stage = await setRoleStage(library, (truth) => {
			id = giveRole({ truth }, 'Verified');
		});
		const { service, guild } = stage;
		const { success, roster, metadata, error } = await service.fetchRoleMembers(guild, 'Verifed');
		expect({ success, size: roster.size }).toEqual({ success: false, size: 0 });
		expect(metadata).toMatchObject({ status: 'partial', complete: false, coverage: 0, asOf: 0, roleName: 'Verifed' });
		expect(metadata).toMatchObject({ memberCount: 0, totalMembersChecked: 0, requests: { gateway: 0, rest: 0 } });
		expect(metadata.reason).toBe('the guild has no role with the name or id Verifed');
		expect(metadata.roleId).toBeUndefined();
		expect(MemberFetchError.is(error, 'UNKNOWN_ROLE')).toBe(true);
		expect(error).toMatchObject({ retryable: false, guildId: guild.id });
		expect(error?.message).toContain(`Verified (${id})`);
		expect(listsAsked(stage) + rolesAsked(stage)).toBe(0);
	});

	it('cannot make everybody one who does not hold it', async () => {
		const { service, guild, truth } = await setRoleStage(library, (truth) => void giveRole({ truth }, 'Verified'));
		const { roster: all } = await service.fetchGuildMembers(guild, { require: 'complete' });
		expect(all.size).toBe(truth.size);
		const kick = async (role: string) => {
			const { roster: verified } = await service.fetchRoleMembers(guild, role, { require: 'complete' });
			return all.filter(({ user }) => !verified.has(user.id)).size;
		};
		expect(await kick('Verified')).toBe(truth.size - 2);
		for (const wrong of ['Verifed', 'verified', '123456789012345678', '<@&123456789012345678>']) {
			await expect(kick(wrong), wrong).rejects.toMatchObject({ code: 'UNKNOWN_ROLE' });
		}
	});

	it('tells nothing of how Discord answers, and is counted as what it is', async () => {
		const { service, guild } = await setRoleStage(library);
		await service.fetchRoleMembers(guild, 'no such role');
		expect(await service.healthCheck()).toMatchObject({ status: 'healthy', errorCount: 0 });
		expect(service.getStatistics()).toMatchObject({ failedRequests: 1, errors: { UNKNOWN_ROLE: 1 } });
	});

	it('is one that was deleted while the members were fetched, and none that was made meanwhile', async () => {
		let gone = '';
		const prepare = (truth: RoleStage['truth']) => {
			gone = giveRole({ truth }, 'Gone');
			giveRole({ truth }, 'Kept');
		};
		const stage = await setRoleStage(library, prepare, 3_500);
		const { service, guild, truth, emulator } = stage;
		const change = () => {
			truth.deleteRole(gone);
			giveRole(stage, 'New');
		};
		emulator.faults.add({ on: 'memberRequest', full: true, after: { chunks: 1, do: change } });
		const answers = await service.fetchMultipleRoleMembers(guild, ['Gone', 'Kept', 'New', gone]);
		const told = [...answers].map(([key, { metadata, error }]) => [key, error?.code ?? metadata.memberCount]);
		expect(told).toEqual([
			['Gone', 'UNKNOWN_ROLE'],
			['Kept', 2],
			['New', 2],
			[gone, 'UNKNOWN_ROLE'],
		]);
		expect(answers.get('Gone')?.metadata).toMatchObject({ status: 'partial', complete: false, totalCount: 0 });
	});
});

describe.each(LIBRARIES)('A name that two roles have (%s)', (library) => {
	it('is none of them, and the error names their ids', async () => {
		const stage = await setRoleStage(library);
		const { service, guild } = stage;
		const made = stage.told('GUILD_MEMBER_UPDATE');
		const ids = ['Mods', 'Mods'].map((name) => giveRole(stage, name));
		await made;
		await service.fetchGuildMembers(guild);
		const { success, metadata, error } = await service.fetchRoleMembers(guild, 'Mods');
		expect({ success, complete: metadata.complete, code: error?.code }).toEqual({
			success: false,
			complete: false,
			code: 'AMBIGUOUS_ROLE',
		});
		expect(error?.message).toContain(ids.join(', '));
		expect(metadata.reason).toBe('2 roles of the guild are named Mods');
		for (const id of ids) expect((await service.fetchRoleMembers(guild, id)).roster.size).toBe(2);
	});
});

describe.each(LIBRARIES)('A role in any accepted form (%s)', (library) => {
	it('is a role, its id, a mention or its name, and the same holders are found by each', async () => {
		let id = '';
		const { service, guild } = await setRoleStage(library, (truth) => {
			id = giveRole({ truth }, 'Crew');
		});
		const asked = [{ id, name: 'Crew', guild }, id, `<@&${id}>`, 'Crew'];
		for (const role of asked) {
			const { metadata, roster } = await service.fetchRoleMembers(guild, role);
			expect([metadata.complete, metadata.roleId, metadata.roleName, roster.size]).toEqual([true, id, 'Crew', 2]);
		}
		const answers = await service.fetchMultipleRoleMembers(guild, asked);
		expect([...answers].map(([key, { roster }]) => [key, roster.size])).toEqual([
			[id, 2],
			[`<@&${id}>`, 2],
			['Crew', 2],
		]);
	});

	it('is everybody by the name or the id of @everyone', async () => {
		const { service, guild, truth } = await setRoleStage(library);
		for (const role of ['@everyone', guild.id, `<@&${guild.id}>`, { id: guild.id }]) {
			const { metadata, roster } = await service.fetchRoleMembers(guild, role);
			expect([metadata.complete, metadata.roleName, roster.size]).toEqual([true, '@everyone', truth.size]);
		}
	});

	it('is not the guild itself as Discord sends it, whose id is that of @everyone', async () => {
		const { service, guild } = await setRoleStage(library);
		const named = (name: string): { id: string } => Object.assign({ id: guild.id }, { name });
		await expect(service.fetchRoleMembers(guild, named('A place'))).rejects.toMatchObject({
			code: 'INVALID_ARGUMENT',
			message: `role: expected a Role, its id, a mention of it, or its name, got guild ${guild.id}.`,
		});
		expect((await service.fetchRoleMembers(guild, named('@everyone'))).metadata.complete).toBe(true);
	});

	it.each([
		['nothing', undefined],
		['null', null],
		['a number', 7],
		['an empty text', ''],
		['blanks', '  '],
		['an object without an id', {}],
		['an object whose id is no text', { id: 7 }],
		['a role of another guild', { id: '5', guild: { id: '6' } }],
		['a list', ['Crew']],
	])('is not %s, and nothing is asked for it', async (_, wrong) => {
		const stage = await setRoleStage(library);
		const { service, guild } = stage;
		const refused = { code: 'INVALID_ARGUMENT', message: expect.stringMatching(/^role: expected .*, got .*/) };
		await expect(service.fetchRoleMembers(guild, wrong as string)).rejects.toMatchObject(refused);
		await expect(service.fetchMultipleRoleMembers(guild, ['@everyone', wrong as string])).rejects.toMatchObject(
			refused,
		);
		expect(listsAsked(stage)).toBe(0);
	});
});

it('Another object of discord.js is no role, least of all the guild, whose id is that of @everyone', async () => {
	const { service, guild, client } = await setStage({ members: 20 });
	const { members } = await service.fetchGuildMembers(guild);
	const others = [guild, members.first(), client.user, guild.channels.cache.first()];
	for (const other of others) {
		const refused = {
			code: 'INVALID_ARGUMENT',
			message: expect.stringMatching(/^role: expected .*, got a \w+ of discord\.js\.$/),
		};
		await expect(service.fetchRoleMembers(guild, other as unknown as Role)).rejects.toMatchObject(refused);
		await expect(service.fetchMultipleRoleMembers(guild, [other as unknown as Role])).rejects.toMatchObject(refused);
	}
	for (const role of guild.roles.cache.values()) {
		const { metadata, roleMembers } = await service.fetchRoleMembers(guild, role);
		expect([metadata.complete, roleMembers.size]).toEqual([
			true,
			members.filter((one) => one.roles.cache.has(role.id)).size,
		]);
	}
});

describe.each(LIBRARIES)('Several roles (%s)', (library) => {
	it('have an error each, which takes nothing from the others', async () => {
		const stage = await setRoleStage(library, (truth) => void giveRole({ truth }, 'Crew'));
		const { service, guild } = stage;
		const answers = await service.fetchMultipleRoleMembers(guild, ['Crw', 'Crew', 'nope']);
		const told = [...answers].map(([key, { success, metadata, error }]) => [
			key,
			success,
			metadata.complete,
			error?.code ?? metadata.memberCount,
		]);
		expect(told).toEqual([
			['Crw', false, false, 'UNKNOWN_ROLE'],
			['Crew', true, true, 2],
			['nope', false, false, 'UNKNOWN_ROLE'],
		]);
		const required = service.fetchMultipleRoleMembers(guild, ['Crew', 'nope', 'Crw'], { require: 'complete' });
		await expect(required).rejects.toMatchObject({ code: 'UNKNOWN_ROLE', message: expect.stringContaining('nope') });
	});

	it('that the guild does not have ask for no member', async () => {
		const stage = await setRoleStage(library);
		const answers = await stage.service.fetchMultipleRoleMembers(stage.guild, ['x1', 'x2']);
		expect([...answers.values()].map(({ error }) => error?.message)).toEqual([
			expect.stringContaining('x1'),
			expect.stringContaining('x2'),
		]);
		expect(listsAsked(stage)).toBe(0);
	});
});

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
			const { metadata, roster, error } = await service.fetchRoleMembers(guild, role, { timeout: 3_000 });
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
		const answer = service.fetchRoleMembers(guild, 'nope', { timeout: 4_000 });
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

describe.each(LIBRARIES)(
	'An id of a role that was deleted long ago and is still in the data of members (%s)',
	(library) => {
		it('is no role for any method and any form of the id', async () => {
			let ghost = '';
			const stage = await setRoleStage(library, (truth) => {
				ghost = truth.createRole({ name: 'Ghost' }).id;
				const plain = [...truth.members()].filter(({ roles }) => roles.length === 0).slice(0, 40);
				const held = [...truth.members()].filter(({ roles }) => roles.length > 0).slice(0, 20);
				for (const { user } of [...plain, ...held]) truth.addRole(user.id, ghost);
				truth.deleteRole(ghost, { fromMembers: false });
			});
			const { service, guild, truth } = stage;
			const asked = await service.roleMemberCounts(guild);
			expect((await service.fetchRoleMembers(guild, ghost)).error?.code).toBe('UNKNOWN_ROLE');
			const { roster } = await service.fetchGuildMembers(guild, { require: 'complete' });
			const counted = await service.roleMemberCounts(guild);
			expect([asked, counted].map(({ counts }) => counts.has(ghost))).toEqual([false, false]);
			expect(roster.filter(({ roles }) => roles.includes(ghost)).size).toBe(60); // the records are Discord's
			expect(roster.roleCounts().has(ghost)).toBe(false);
			const { size: held } = roster.withRole(ghost);
			expect([held, roster.withAnyRole([ghost]).size, roster.withAllRoles([ghost]).size]).toEqual([0, 0, 0]);
			const isPlain = ({ roles }: { readonly roles: readonly string[] }) => !roles.some((id) => truth.roles.has(id));
			expect(roster.withoutRoles().size).toBe([...truth.members()].filter(isPlain).length);
			const holders = new Set([...roster.roleCounts().keys()].flatMap((id) => [...roster.withRole(id).ids()]));
			expect(holders.size + roster.withoutRoles().size).toBe(truth.size);
			expect((await service.fetchRoleMembers(guild, ghost)).error?.code).toBe('UNKNOWN_ROLE');
		});

		it('is none in views of views, of some members and of a batch', async () => {
			let ghost = '';
			let id = '';
			const { service, guild, truth } = await setRoleStage(library, (truth) => {
				id = giveRole({ truth }, 'Crew');
				ghost = giveRole({ truth }, 'Ghost');
				truth.deleteRole(ghost, { fromMembers: false });
			});
			const ids = [truth.memberAt(3), truth.memberAt(4), truth.memberAt(5)].map(({ user }) => user.id);
			const views = [
				(await service.fetchMembersById(guild, ids)).roster,
				(await service.fetchRoleMembers(guild, 'Crew')).roster,
				(await service.fetchMembersWithFilter(guild, ({ roles }) => roles === undefined || 'length' in roles || true))
					.roster,
				(await service.fetchGuildMembers(guild)).roster.pick(ids).filter(() => true),
			];
			for (const view of views) {
				expect([view.roleCounts().has(ghost), view.withRole(ghost).size]).toEqual([false, 0]);
				expect(view.withRole(id).size).toBe(2);
			}
		});
	},
);

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
