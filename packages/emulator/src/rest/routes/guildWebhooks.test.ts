import { ChannelType, PermissionFlagsBits as Permission } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { startRest } from '../../tests/startRest.js';

async function aBotThatMay(permissions: bigint) {
	const rest = await startRest({ bots: [{ permissions: String(permissions) }] });
	const [channel = '', other = ''] = [...rest.guild.channels.keys()];
	const path = `/channels/${channel}/webhooks`;
	const create = async () => (await rest.call('POST', path, { name: 'Reports' })).body;
	const open = (method: string, at: string, json?: unknown) =>
		rest.call(method, at, json, { headers: { authorization: '' } });
	return { ...rest, channel, other, path, create, open };
}

describe('webhooks over REST', () => {
	it('are made, listed, changed and deleted by a bot that manages them', async () => {
		const { call, get, path, create, guild, other, bot } = await aBotThatMay(Permission.ManageWebhooks);
		const { id, token } = await create();
		expect((await get(path)).body).toMatchObject([{ id, token, name: 'Reports', user: { id: bot.id } }]);
		expect((await get(`/guilds/${guild.id}/webhooks`)).body).toHaveLength(1);
		expect((await call('PATCH', `/webhooks/${id}`, { name: 'News', channel_id: other })).body).toMatchObject({
			...{ name: 'News', channel_id: other },
		});
		expect((await get(`/webhooks/${id}`)).body.name).toBe('News');
		expect((await call('DELETE', `/webhooks/${id}`)).status).toBe(204);
		expect((await get(`/webhooks/${id}`)).body.code).toBe(10015);
		expect((await call('POST', path, { name: 'Discord' })).body.errors).toHaveProperty('name');
		for (let n = 0; n < 15; n++) await create();
		expect((await call('POST', path, { name: 'One more' })).body.code).toBe(30007);
	});

	it('need a permission', async () => {
		const { call, get, path, guild, channel } = await aBotThatMay(0n);
		const { id } = guild.webhooks.create({ channelId: channel, name: 'Foreign' });
		for (const at of [path, `/guilds/${guild.id}/webhooks`, `/webhooks/${id}`])
			expect((await get(at)).body.code).toBe(50013);
		expect((await call('POST', path, { name: 'Mine' })).body.code).toBe(50013);
	});

	it('write, change and delete messages with their token alone', async () => {
		const { create, open, guild, channel } = await aBotThatMay(Permission.ManageWebhooks);
		const { id, token } = await create();
		const at = `/webhooks/${id}/${token}`;
		expect((await open('POST', at, { content: 'quiet' })).status).toBe(204);
		const { body } = await open('POST', `${at}?wait=true`, { content: 'hello', username: 'Reporter' });
		expect(body).toMatchObject({ content: 'hello', webhook_id: id, author: { id, username: 'Reporter', bot: true } });
		expect((await open('PATCH', `${at}/messages/${body.id}`, { content: 'bye' })).body.content).toBe('bye');
		expect((await open('GET', `${at}/messages/${body.id}`)).body.content).toBe('bye');
		const foreign = guild.chat.post(channel, guild.memberAt(1).user, { content: 'mine' });
		expect((await open('DELETE', `${at}/messages/${foreign.id}`)).body.code).toBe(10008);
		expect((await open('DELETE', `${at}/messages/${body.id}`)).status).toBe(204);
		expect((await open('POST', at, { content: '' })).body.code).toBe(50006);
		const thread = guild.threads.create({ parentId: channel, name: 'News', ownerId: guild.ownerId });
		expect((await open('POST', `${at}?wait=true&thread_id=${thread.id}`, { content: 'in' })).body.channel_id).toBe(
			thread.id,
		);
		expect((await open('POST', `${at}?thread_id=1`, { content: 'in' })).body.code).toBe(10003);
	});

	it('are read, changed and deleted with their token alone, and without it not at all', async () => {
		const { create, open } = await aBotThatMay(Permission.ManageWebhooks);
		const { id, token } = await create();
		expect((await open('GET', `/webhooks/${id}/wrong`)).body.code).toBe(50027);
		expect((await open('POST', `/webhooks/${id}/wrong`, { content: 'a' })).body.code).toBe(10015);
		expect((await open('GET', `/webhooks/${id}`)).status).toBe(401);
		expect((await open('GET', `/webhooks/${id}/${token}`)).body).not.toHaveProperty('user');
		expect((await open('PATCH', `/webhooks/${id}/${token}`, { name: 'News' })).body.name).toBe('News');
		expect((await open('DELETE', `/webhooks/${id}/${token}`)).status).toBe(204);
		expect((await open('GET', `/webhooks/${id}/${token}`)).body.code).toBe(10015);
	});
});

describe('other resources over REST', () => {
	it('an application is changed, and seen only by its own bot', async () => {
		const { call, get, bot } = await aBotThatMay(0n);
		const given = { description: 'Counts members', tags: ['members'], custom_install_url: 'https://example.com/' };
		expect(
			(await call('PATCH', '/applications/@me', { ...given, icon: 'data:image/png;base64,AA' })).body,
		).toMatchObject(given);
		expect((await get(`/applications/${bot.applicationId}`)).body).toMatchObject(given);
		expect((await call('PATCH', '/applications/@me', { tags: ['a', 'b', 'c', 'd', 'e', 'f'] })).body.code).toBe(50035);
		expect((await get('/applications/1')).body.code).toBe(20012);
	});

	it('voice states are read, and 10065 if there is none', async () => {
		const { get, guild } = await aBotThatMay(0n);
		const { id } = guild.memberAt(1).user;
		const voice = [...guild.channels.values()].find(({ type }) => type === ChannelType.GuildVoice);
		guild.setVoice(id, voice?.id ?? '');
		expect((await get(`/guilds/${guild.id}/voice-states/${id}`)).body).toMatchObject({
			user_id: id,
			self_stream: false,
		});
		expect((await get(`/guilds/${guild.id}/voice-states/@me`)).body.code).toBe(10065);
	});

	it('permissions of commands are read by the bot, and set by admins', async () => {
		const { call, get, guild, bot, heard } = await withHeard();
		const path = `/applications/${bot.applicationId}/guilds/${guild.id}/commands`;
		const { id } = (await call('POST', path, { name: 'kick', description: 'Kicks.' })).body;
		expect((await get(`${path}/${id}/permissions`)).body.code).toBe(10066);
		const permissions = [{ id: guild.id, type: 1, permission: false }];
		guild.setCommandPermissions(bot.applicationId, id, permissions);
		expect(heard).toContain('commandPermissions');
		const set = { id, application_id: bot.applicationId, guild_id: guild.id, permissions };
		expect((await get(`${path}/${id}/permissions`)).body).toEqual(set);
		expect((await get(`${path}/permissions`)).body).toEqual([set]);
		expect(await call('PUT', `${path}/${id}/permissions`, { permissions })).toMatchObject({
			status: 403,
			body: { code: 20001 },
		});
	});

	it('a bot leaves a guild', async () => {
		const { call, guild, bot } = await aBotThatMay(0n);
		expect((await call('DELETE', `/users/@me/guilds/${guild.id}`)).status).toBe(204);
		expect(guild.hasBot(bot.id)).toBe(false);
		expect((await call('DELETE', `/users/@me/guilds/${guild.id}`)).body.code).toBe(50001);
	});
});

async function withHeard() {
	const rest = await startRest();
	const heard: string[] = [];
	rest.world.onChange(({ type }) => heard.push(type));
	return { ...rest, heard };
}
