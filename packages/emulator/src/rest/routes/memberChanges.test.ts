import { describe, expect, it } from 'vitest';
import { startRest } from '../../tests/startRest.js';

async function aBotThatMay(permissions: bigint) {
	const rest = await startRest({ bots: [{ permissions: permissions.toString() }] });
	const [, member] = [...rest.guild.roles.keys()] as [string, string];
	const user = rest.guild.memberAt(3).user.id;
	rest.guild.setRoles(user, []);
	return { ...rest, user, role: member, path: `/guilds/${rest.guild.id}/members/${user}` };
}

const MANAGE_ROLES = 1n << 28n;
const MANAGE_NICKNAMES = 1n << 27n;

describe('changing members over REST', () => {
	it('gives and takes roles with 204, and changes the world', async () => {
		const { call, guild, world, user, role, path } = await aBotThatMay(MANAGE_ROLES);
		const heard: string[] = [];
		world.onChange(({ type }) => heard.push(type));
		expect((await call('PUT', `${path}/roles/${role}`)).status).toBe(204);
		expect(guild.member(user)?.roles).toEqual([role]);
		expect((await call('PUT', `${path}/roles/${role}`)).status).toBe(204);
		expect((await call('DELETE', `${path}/roles/${role}`)).status).toBe(204);
		expect(guild.member(user)?.roles).toEqual([]);
		expect(heard).toEqual(['memberUpdate', 'auditLogEntry', 'memberUpdate', 'auditLogEntry']);
	});

	it('answers 50013 without the permission, above the own role and for managed roles', async () => {
		const without = await aBotThatMay(0n);
		expect(await without.call('PUT', `${without.path}/roles/${without.role}`)).toMatchObject({
			status: 403,
			body: { code: 50013 },
		});
		const { call, guild, path } = await aBotThatMay(MANAGE_ROLES);
		const above = guild.createRole({ position: 1000 });
		const managed = [...guild.roles.values()].find((role) => role.managed);
		for (const id of [above.id, managed?.id, guild.id]) {
			expect(await call('PUT', `${path}/roles/${id}`)).toMatchObject({ status: 403, body: { code: 50013 } });
		}
	});

	it('answers 10011 for an unknown role, and 10007 or 10013 for an unknown member', async () => {
		const { call, guild, path, role, user } = await aBotThatMay(MANAGE_ROLES);
		expect((await call('PUT', `${path}/roles/1`)).body.code).toBe(10011);
		expect((await call('PUT', `/guilds/${guild.id}/members/1/roles/${role}`)).body.code).toBe(10013);
		guild.leave(user);
		expect((await call('PUT', `${path}/roles/${role}`)).body.code).toBe(10007);
	});

	it('changes nickname and roles by PATCH, and returns the member', async () => {
		const { call, guild, user, role, path } = await aBotThatMay(MANAGE_ROLES | MANAGE_NICKNAMES);
		const { status, body } = await call('PATCH', path, { nick: 'Nick', roles: [role] });
		expect(status).toBe(200);
		expect(body).toMatchObject({ nick: 'Nick', roles: [role] });
		expect(body).toMatchObject(guild.member(user) ?? {});
		// discord.js sends @everyone with the others if it adds several roles.
		expect((await call('PATCH', path, { roles: [guild.id, role] })).body.roles).toEqual([role]);
		expect((await call('PATCH', path, { nick: 'x'.repeat(33) })).body.code).toBe(50035);
		expect((await call('PATCH', path, { mute: true })).body.code).toBe(50013);
	});

	it('lets a bot change its own nickname', async () => {
		const { call, guild, bot } = await aBotThatMay(1n << 26n);
		expect((await call('PATCH', `/guilds/${guild.id}/members/@me`, { nick: 'Me' })).body.nick).toBe('Me');
		expect(guild.member(bot.id)?.nick).toBe('Me');
	});

	it('lets a bot change its own avatar and banner in a guild, and others hear of it', async () => {
		const { call, guild, bot, world } = await aBotThatMay(0n);
		const heard: unknown[] = [];
		world.onChange((change) => void (change.type === 'memberUpdate' && heard.push(change.member.avatar)));
		const patch = (fields: object) => call('PATCH', `/guilds/${guild.id}/members/@me`, fields);
		const picture = 'data:image/png;base64,AAAA';
		const { body } = await patch({ avatar: picture, banner: picture, bio: 'Counts.' });
		expect(body).toMatchObject({ avatar: /^[\da-f]{32}$/.exec(body.avatar)?.[0], banner: body.avatar });
		expect(guild.member(bot.id)?.avatar).toBe(body.avatar);
		expect((await patch({ avatar: null })).body.avatar).toBeNull();
		expect(heard).toEqual([body.avatar, null]);
		for (const fields of [{ avatar: 'me.png' }, { bio: 'x'.repeat(191) }])
			expect((await patch(fields)).body.code).toBe(50035);
	});

	it('removes a member only with the permission to kick', async () => {
		const without = await aBotThatMay(0n);
		expect((await without.call('DELETE', without.path)).body.code).toBe(50013);
		const { call, guild, user, path } = await aBotThatMay(2n);
		expect((await call('DELETE', path)).status).toBe(204);
		expect(guild.has(user)).toBe(false);
	});
});
