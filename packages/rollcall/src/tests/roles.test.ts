import type { Role } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import { giveRole, listsAsked, type RoleStage, rolesAsked, setRoleStage } from './roleStage.js';
import { setStage } from './stage.js';
import { LIBRARIES } from './stages.js';

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
