import { AuditLogEvent, PermissionFlagsBits as Permission } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { startRest } from '../../tests/startRest.js';

async function aBotThatMay(permissions: bigint) {
	const rest = await startRest({ bots: [{ permissions: String(permissions) }] });
	const [channel = ''] = [...rest.guild.channels.keys()];
	const heard: string[] = [];
	rest.world.onChange(({ type }) => heard.push(type));
	return { ...rest, channel, path: `/channels/${channel}/invites`, heard };
}

describe('invites over REST', () => {
	it('are made, found by their code, listed and deleted', async () => {
		const { call, get, path, guild, channel, bot, heard } = await aBotThatMay(
			Permission.ManageChannels | Permission.ManageGuild,
		);
		const { body } = await call('POST', path, { max_age: 60, max_uses: 3 });
		expect(body).toMatchObject({
			...{ type: 0, guild_id: guild.id, channel: { id: channel }, inviter: { id: bot.id } },
			...{ max_age: 60, max_uses: 3, uses: 0, temporary: false, expires_at: expect.any(String) },
		});
		expect((await call('POST', path, { max_age: 60, max_uses: 3 })).body.code).toBe(body.code);
		expect((await call('POST', path, { max_age: 60, max_uses: 3, unique: true })).body.code).not.toBe(body.code);
		const found = (await get(`/invites/${body.code}?with_counts=true`)).body;
		expect(found).toMatchObject({ code: body.code, approximate_member_count: guild.size });
		expect(found).not.toHaveProperty('uses');
		for (const list of [path, `/guilds/${guild.id}/invites`]) expect((await get(list)).body).toHaveLength(2);
		expect((await call('DELETE', `/invites/${body.code}`)).body.code).toBe(body.code);
		expect(await get(`/invites/${body.code}`)).toMatchObject({ status: 404, body: { code: 10006 } });
		expect(heard.filter((type) => type !== 'auditLogEntry')).toEqual(['inviteCreate', 'inviteCreate', 'inviteDelete']);
		expect(guild.auditLog.list({ limit: 1 })).toMatchObject([{ action_type: AuditLogEvent.InviteDelete }]);
		expect((await get(`/guilds/${guild.id}/vanity-url`)).body).toEqual({ code: null, uses: 0 });
	});

	it('end with their time and their uses', async () => {
		const { call, get, path, guild, clock } = await aBotThatMay(0n);
		const short = (await call('POST', path, { max_age: 60 })).body.code;
		const once = (await call('POST', path, { max_uses: 1 })).body.code;
		guild.invites.use(once);
		clock.advance(60_000);
		for (const code of [short, once]) expect((await get(`/invites/${code}`)).body.code).toBe(10006);
	});

	it('need permissions', async () => {
		const { call, get, path, guild, channel, bot } = await aBotThatMay(0n);
		const { code } = guild.invites.create({ channelId: channel, inviterId: guild.ownerId });
		for (const list of [path, `/guilds/${guild.id}/invites`]) expect((await get(list)).body.code).toBe(50013);
		expect((await call('DELETE', `/invites/${code}`)).body.code).toBe(50013);
		const deny = String(Permission.CreateInstantInvite);
		guild.setOverwrite(channel, { id: bot.id, type: 1, allow: '0', deny });
		expect((await call('POST', path, {})).body.code).toBe(50013);
	});
});
