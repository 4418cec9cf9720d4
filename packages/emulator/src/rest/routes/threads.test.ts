import { AuditLogEvent, ChannelType, PermissionFlagsBits as Permission } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { startRest } from '../../tests/startRest.js';

async function aBotThatMay(permissions: bigint) {
	const rest = await startRest({ bots: [{ permissions: String(permissions) }] });
	const { guild, bot } = rest;
	const [channel = ''] = [...guild.channels.keys()];
	const path = `/channels/${channel}`;
	const deny = (permission: bigint) =>
		guild.setOverwrite(channel, { id: bot.id, type: 1, allow: '0', deny: String(permission) });
	const start = async (given: object = { type: 11 }) =>
		(await rest.call('POST', `${path}/threads`, { name: 'Help', ...given })).body;
	const heard: string[] = [];
	rest.world.onChange(({ type }) => heard.push(type));
	return { ...rest, channel, path, deny, start, heard };
}

describe('threads over REST', () => {
	it('begin with a message, once, and have its id', async () => {
		const { call, get, path, guild, channel, bot, heard } = await aBotThatMay(0n);
		const { id } = guild.chat.post(channel, guild.memberAt(1).user, { content: 'question' });
		const { status, body } = await call('POST', `${path}/messages/${id}/threads`, { name: 'Answers' });
		expect([status, body]).toMatchObject([
			201,
			{ id, type: ChannelType.PublicThread, parent_id: channel, owner_id: bot.id, member: { user_id: bot.id } },
		]);
		expect((await call('POST', `${path}/messages/${id}/threads`, { name: 'More' })).body.code).toBe(160_004);
		expect((await get(`${path}/messages/${id}`)).body.flags).toBe(1 << 5);
		expect((await get(`/guilds/${guild.id}/threads/active`)).body).toMatchObject({
			threads: [{ id }],
			members: [{ id }],
		});
		expect(heard).toEqual(['messageCreate', 'threadCreate', 'messageUpdate', 'auditLogEntry']);
	});

	it('begin without a message, privately by default, and only as the permissions allow', async () => {
		const { call, path, start, deny } = await aBotThatMay(0n);
		expect(await start({})).toMatchObject({ type: ChannelType.PrivateThread, thread_metadata: { invitable: true } });
		expect(await start({ type: 11 })).toMatchObject({ type: ChannelType.PublicThread });
		expect((await start({ type: 10 })).code).toBe(50024);
		expect((await start({ name: '', auto_archive_duration: 5 })).errors).toMatchObject({
			name: {},
			auto_archive_duration: {},
		});
		deny(Permission.CreatePrivateThreads);
		expect((await start({})).code).toBe(50013);
		expect((await call('POST', `${path}/threads`, { name: 'a', type: 11 })).status).toBe(201);
	});

	it('take messages, which count, let their authors in, and open an archived thread again', async () => {
		const { call, get, start, guild, deny, heard } = await aBotThatMay(0n);
		const { id } = await start();
		const { user } = guild.memberAt(1);
		guild.threads.update(id, { metadata: { archived: true } });
		heard.length = 0;
		guild.chat.post(id, user, { content: 'hi' });
		expect((await get(`/channels/${id}`)).body).toMatchObject({
			...{ message_count: 1, total_message_sent: 1, member_count: 2 },
			thread_metadata: { archived: false },
		});
		expect(heard).toEqual(['threadUpdate', 'threadMembers', 'messageCreate']);
		expect((await call('POST', `/channels/${id}/messages`, { content: 'hello' })).status).toBe(200);
		guild.threads.update(id, { metadata: { locked: true } });
		expect((await call('POST', `/channels/${id}/messages`, { content: 'hello' })).body.code).toBe(160_005);
		guild.threads.update(id, { metadata: { locked: false } });
		deny(Permission.SendMessagesInThreads);
		expect((await call('POST', `/channels/${id}/messages`, { content: 'hello' })).body.code).toBe(50013);
	});

	it('have members, who are listed, added and removed', async () => {
		const { call, get, start, guild, bot } = await aBotThatMay(0n);
		const { id } = await start();
		const path = `/channels/${id}/thread-members`;
		const { user } = guild.memberAt(1);
		expect((await call('PUT', `${path}/${user.id}`)).status).toBe(204);
		const ids = async (query = '') =>
			(await get(`${path}${query}`)).body.map((one: { user_id: string }) => one.user_id);
		expect((await ids()).sort()).toEqual([user.id, bot.id].sort());
		expect(await ids(`?with_member=true&limit=1&after=${[user.id, bot.id].sort()[0]}`)).toHaveLength(1);
		expect((await get(`${path}/${user.id}?with_member=true`)).body).toMatchObject({
			id,
			member: { user: { id: user.id } },
		});
		expect((await call('DELETE', `${path}/@me`)).status).toBe(204);
		expect((await get(`${path}/@me`)).body.code).toBe(10007);
		expect((await call('PUT', `${path}/@me`)).status).toBe(204);
		expect((await call('DELETE', `${path}/${user.id}`)).status).toBe(204);
		expect((await call('PUT', `${path}/1`)).body.code).toBe(10013);
		guild.threads.update(id, { metadata: { archived: true } });
		expect((await call('PUT', `${path}/${user.id}`)).body.code).toBe(50083);
	});

	it('are archived, listed latest first, and deleted', async () => {
		const { call, get, start, guild, path, clock } = await aBotThatMay(Permission.ManageThreads);
		const threads = [await start(), await start(), await start({})];
		for (const { id } of threads) {
			clock.advance(1000);
			expect((await call('PATCH', `/channels/${id}`, { archived: true, name: 'Old' })).body).toMatchObject({
				name: 'Old',
			});
		}
		const ids = async (kind: string) => {
			const { body } = await get(`${path}/${kind}`);
			return body.threads.map(({ id }: { id: string }) => id);
		};
		expect(await ids('threads/archived/public')).toEqual([threads[1].id, threads[0].id]);
		expect(await ids('threads/archived/private')).toEqual([threads[2].id]);
		expect(await ids('users/@me/threads/archived/private')).toEqual([threads[2].id]);
		expect((await call('PATCH', `/channels/${threads[0].id}`, { name: 'Older' })).body.code).toBe(50083);
		expect((await call('DELETE', `/channels/${threads[0].id}`)).status).toBe(200);
		expect(guild.threads.all.has(threads[0].id)).toBe(false);
		expect(guild.auditLog.list({ limit: 1 })).toMatchObject([{ action_type: AuditLogEvent.ThreadDelete }]);
	});

	it('are changed by their owner, opened by anybody who may write there, and otherwise need a permission', async () => {
		const { call, start, guild, channel } = await aBotThatMay(0n);
		const { id } = await start();
		expect((await call('PATCH', `/channels/${id}`, { name: 'Mine' })).status).toBe(200);
		expect((await call('PATCH', `/channels/${id}`, { locked: true })).body.code).toBe(50013);
		const ownerId = guild.memberAt(1).user.id;
		const foreign = guild.threads.create({ parentId: channel, name: 'Theirs', ownerId });
		expect((await call('PATCH', `/channels/${foreign.id}`, { name: 'Mine' })).body.code).toBe(50013);
		guild.threads.update(foreign.id, { metadata: { archived: true } });
		expect((await call('PATCH', `/channels/${foreign.id}`, { archived: false })).status).toBe(200);
		expect((await call('DELETE', `/channels/${foreign.id}`)).body.code).toBe(50013);
		const secret = guild.threads.create({
			parentId: channel,
			name: 'Secret',
			ownerId,
			type: ChannelType.PrivateThread,
		});
		expect((await call('GET', `/channels/${secret.id}`)).body.code).toBe(50001);
		guild.threads.join(secret.id, [...guild.members()].find(({ user }) => guild.hasBot(user.id))?.user.id ?? '');
		expect((await call('GET', `/channels/${secret.id}`)).status).toBe(200);
	});

	it('are the posts of a forum, each with its first message', async () => {
		const { call, guild } = await aBotThatMay(0n);
		const forum = guild.createChannel({ type: ChannelType.GuildForum, name: 'questions' });
		const given = { name: 'How?', message: { content: 'Please tell me.' } };
		const { status, body } = await call('POST', `/channels/${forum.id}/threads`, given);
		expect([status, body]).toMatchObject([201, { name: 'How?', message: { id: body.id, content: 'Please tell me.' } }]);
		expect((await call('POST', `/channels/${forum.id}/threads`, { name: 'a', message: {} })).body.code).toBe(50006);
	});
});
