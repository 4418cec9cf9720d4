import { AuditLogEvent, ChannelType, PermissionFlagsBits as Permission } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { startRest } from '../../tests/startRest.js';

async function aBotThatMay(permissions: bigint) {
	const rest = await startRest({ bots: [{ permissions: String(permissions) }] });
	const path = `/guilds/${rest.guild.id}`;
	const heard: string[] = [];
	rest.world.onChange(({ type }) => heard.push(type));
	const logged = () => rest.guild.auditLog.list({ limit: 100 }).map(({ action_type }) => action_type);
	return { ...rest, path, heard, logged };
}

const manage = Permission.ManageChannels | Permission.ManageRoles;

describe('channels of a guild over REST', () => {
	it('are made, changed, moved and deleted, with an event and an entry in the audit log', async () => {
		const { call, path, guild, heard, logged } = await aBotThatMay(manage);
		const overwrite = { id: guild.id, type: 0, allow: '0', deny: String(Permission.AddReactions) };
		const category = await call('POST', `${path}/channels`, {
			name: 'Staff Rooms',
			type: 4,
			permission_overwrites: [overwrite],
		});
		expect([category.status, category.body.name]).toEqual([201, 'Staff Rooms']);
		const given = { name: 'Staff Room', topic: 'quiet', parent_id: category.body.id };
		const { status, body } = await call('POST', `${path}/channels`, given);
		expect([status, body]).toMatchObject([
			201,
			{ type: 0, name: 'staff-room', topic: 'quiet', parent_id: category.body.id, permission_overwrites: [overwrite] },
		]);
		expect(
			(await call('PATCH', `/channels/${body.id}`, { topic: null, nsfw: true, parent_id: null })).body,
		).toMatchObject({ topic: null, nsfw: true, parent_id: null });
		const move = [{ id: body.id, position: 0, parent_id: category.body.id }];
		expect((await call('PATCH', `${path}/channels`, move)).status).toBe(204);
		expect(guild.channels.get(body.id)).toMatchObject({ position: 0, parent_id: category.body.id });
		expect((await call('DELETE', `/channels/${category.body.id}`)).body.id).toBe(category.body.id);
		expect(guild.channels.get(body.id)).toMatchObject({ parent_id: null });
		expect((await call('DELETE', `/channels/${body.id}`)).status).toBe(200);
		expect((await call('GET', `/channels/${body.id}`)).body.code).toBe(10003);
		expect(logged()).toEqual([
			...[AuditLogEvent.ChannelDelete, AuditLogEvent.ChannelDelete, AuditLogEvent.ChannelUpdate],
			...[AuditLogEvent.ChannelCreate, AuditLogEvent.ChannelCreate],
		]);
		expect(heard.filter((type) => type.startsWith('channel'))).toEqual([
			...['channelCreate', 'channelCreate', 'channelUpdate', 'channelUpdate', 'channelDelete'],
			...['channelUpdate', 'channelDelete'],
		]);
	});

	it.each(['GuildVoice', 'GuildStageVoice', 'GuildForum', 'GuildAnnouncement'] as const)(
		'can be of the kind %s, with its fields',
		async (kind) => {
			const { call, path } = await aBotThatMay(manage);
			const { status, body } = await call('POST', `${path}/channels`, { name: 'new one', type: ChannelType[kind] });
			expect([status, body.type]).toEqual([201, ChannelType[kind]]);
		},
	);

	it('are refused without the permission, with wrong fields, and with a parent that is no category', async () => {
		const { call, path, guild } = await aBotThatMay(manage);
		const [text = ''] = [...guild.channels.keys()];
		const wrong = { name: '', type: 1, bitrate: 1, permission_overwrites: [{ id: 'x' }] };
		expect(Object.keys((await call('POST', `${path}/channels`, wrong)).body.errors).sort()).toEqual(
			Object.keys(wrong).sort(),
		);
		for (const parent_id of [text, '1'])
			expect((await call('POST', `${path}/channels`, { name: 'a', parent_id })).body.errors).toHaveProperty(
				'parent_id',
			);
		const more = { id: guild.id, type: 0, allow: String(Permission.BanMembers) };
		expect((await call('POST', `${path}/channels`, { name: 'a', permission_overwrites: [more] })).body.code).toBe(
			50013,
		);
		const other = await aBotThatMay(0n);
		expect((await other.call('POST', `${other.path}/channels`, { name: 'a' })).body.code).toBe(50013);
		expect((await other.call('DELETE', `/channels/${[...other.guild.channels.keys()][0]}`)).body.code).toBe(50013);
	});

	it('are five hundred at most', async () => {
		const { call, path, guild } = await aBotThatMay(manage);
		while (guild.channels.size < 500) guild.createChannel();
		expect(await call('POST', `${path}/channels`, { name: 'a' })).toMatchObject({ status: 400, body: { code: 30013 } });
	});
});

describe('the guild itself over REST', () => {
	it('is changed, with an event and an entry in the audit log', async () => {
		const { call, get, path, guild, heard } = await aBotThatMay(Permission.ManageGuild);
		const [channel] = [...guild.channels.keys()];
		const given = { name: 'New name', description: 'For all', preferred_locale: 'ko', system_channel_id: channel };
		const { status, body } = await call('PATCH', path, {
			...given,
			icon: 'data:image/png;base64,AAAA',
			afk_channel_id: null,
		});
		expect([status, body]).toMatchObject([
			200,
			{ ...given, icon: expect.stringMatching(/^[\da-f]{32}$/), afk_channel_id: null },
		]);
		expect((await get(path)).body).toEqual(body);
		expect(heard).toEqual(['guildUpdate', 'auditLogEntry']);
		expect(guild.settings).toMatchObject({ name: 'New name', locale: 'ko', afkChannelId: null });
		const [entry] = guild.auditLog.list({ limit: 1 });
		expect(entry?.changes).toContainEqual({ key: 'description', old_value: null, new_value: 'For all' });
		expect((await call('PATCH', path, { name: 'x', afk_timeout: 1 })).body.errors).toMatchObject({
			name: {},
			afk_timeout: {},
		});
		expect((await call('PATCH', path, { rules_channel_id: '1' })).body.code).toBe(10003);
		const other = await aBotThatMay(0n);
		expect((await other.call('PATCH', other.path, { name: 'New name' })).body.code).toBe(50013);
	});

	it('has an audit log by user, action and page, for bots that may see it', async () => {
		const { call, get, path, guild, bot } = await aBotThatMay(Permission.ViewAuditLog | Permission.ManageRoles);
		for (const name of ['one', 'two', 'three']) await call('POST', `${path}/roles`, { name });
		const list = async (query = '') => (await get(`${path}/audit-logs${query}`)).body;
		const { audit_log_entries: entries, users } = await list();
		expect(entries.map(({ changes }: { changes: { new_value: string }[] }) => changes[0]?.new_value)).toEqual([
			'three',
			'two',
			'one',
		]);
		expect(users.map(({ id }: { id: string }) => id)).toEqual([bot.id]);
		expect((await list(`?before=${entries[1].id}`)).audit_log_entries).toEqual([entries[2]]);
		expect((await list(`?after=${entries[2].id}&limit=1`)).audit_log_entries).toEqual([entries[1]]);
		expect((await list(`?user_id=${guild.ownerId}`)).audit_log_entries).toEqual([]);
		expect((await list(`?action_type=${AuditLogEvent.RoleDelete}`)).audit_log_entries).toEqual([]);
		const other = await aBotThatMay(0n);
		expect((await other.get(`${other.path}/audit-logs`)).body.code).toBe(50013);
	});

	it('has roles that a bot moves below its own, and lets grant only what it may do itself', async () => {
		const { call, path, guild, bot, heard } = await aBotThatMay(Permission.ManageRoles | Permission.KickMembers);
		const [, low, high] = [...guild.roles.values()];
		const top = guild.topPosition(bot.id);
		const moves = [
			{ id: low?.id, position: 2 },
			{ id: high?.id, position: 1 },
		];
		const { body } = await call('PATCH', `${path}/roles`, moves);
		expect(body).toHaveLength(guild.roles.size);
		expect(guild.roles.get(high?.id ?? '')?.position).toBe(1);
		expect(heard).toEqual(['roleUpdate', 'roleUpdate']);
		expect((await call('PATCH', `${path}/roles`, [{ id: low?.id, position: top }])).body.code).toBe(50013);
		expect((await call('PATCH', `${path}/roles`, [{ id: '1', position: 1 }])).body.code).toBe(10011);
		const kick = { permissions: String(Permission.KickMembers) };
		expect((await call('POST', `${path}/roles`, kick)).status).toBe(200);
		expect((await call('POST', `${path}/roles`, { permissions: String(Permission.BanMembers) })).body.code).toBe(50013);
	});
});
