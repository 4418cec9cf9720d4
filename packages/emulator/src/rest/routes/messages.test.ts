import { AuditLogEvent, MessageType, PermissionFlagsBits as Permission } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { startRest } from '../../tests/startRest.js';

async function aBotThatMay(permissions: bigint) {
	const rest = await startRest({ bots: [{ permissions: String(permissions) }] });
	const { guild, bot } = rest;
	const [channel = ''] = [...guild.channels.keys()];
	const path = `/channels/${channel}/messages`;
	const { user } = guild.memberAt(1);
	const write = (content: string) => guild.chat.post(channel, user, { content });
	const heard: string[] = [];
	rest.world.onChange(({ type }) => heard.push(type));
	const deny = (permission: bigint) =>
		guild.setOverwrite(channel, { id: bot.id, type: 1, allow: '0', deny: String(permission) });
	return { ...rest, channel, path, user, write, heard, deny };
}

const THUMB = encodeURIComponent('👍');

describe('messages over REST', () => {
	it('are deleted many at once: 2 to 100, of the last two weeks, each once', async () => {
		const { call, path, write, heard, guild, clock, channel } = await aBotThatMay(Permission.ManageMessages);
		const old = write('old');
		clock.advance(15 * 86_400_000);
		const ids = ['one', 'two', 'three'].map((text) => write(text).id);
		const remove = (messages: unknown[]) => call('POST', `${path}/bulk-delete`, { messages });
		expect((await remove([old.id, ...ids])).body.code).toBe(50034);
		expect((await remove(ids.slice(0, 1))).body.errors).toHaveProperty('messages');
		expect((await remove([ids[0], ids[0]])).body.errors).toHaveProperty('messages');
		heard.length = 0;
		const { id: unknown } = guild.chat.post(channel, guild.memberAt(2).user, { content: 'soon gone' });
		guild.chat.delete(channel, unknown);
		expect((await remove([...ids, unknown])).status).toBe(204);
		expect(heard).toEqual(['messageCreate', 'messageDelete', 'messageDeleteBulk', 'auditLogEntry']);
		expect(guild.auditLog.list({ limit: 1 })).toMatchObject([
			{ action_type: AuditLogEvent.MessageBulkDelete, target_id: channel, options: { count: '3' } },
		]);
		expect(guild.chat.messages(channel).latest(9)).toEqual([old]);
		const other = await aBotThatMay(0n);
		expect((await other.call('POST', `${other.path}/bulk-delete`, { messages: ids })).body.code).toBe(50013);
	});

	it('are pinned with a message about it, listed latest first, and unpinned', async () => {
		const { call, get, path, write, channel, guild, clock, heard } = await aBotThatMay(Permission.PinMessages);
		const [first, second] = ['one', 'two'].map(write);
		expect((await call('PUT', `${path}/pins/${first?.id}`)).status).toBe(204);
		expect((await call('PUT', `${path}/pins/${first?.id}`)).status).toBe(204);
		clock.advance(1000);
		expect((await call('PUT', `/channels/${channel}/pins/${second?.id}`)).status).toBe(204);
		const { items, has_more } = (await get(`${path}/pins`)).body;
		expect([items.map((item: { message: { content: string } }) => item.message.content), has_more]).toEqual([
			['two', 'one'],
			false,
		]);
		expect((await get(`${path}/pins?limit=1`)).body).toMatchObject({ items: [items[0]], has_more: true });
		const before = encodeURIComponent(items[0].pinned_at);
		expect((await get(`${path}/pins?before=${before}`)).body.items).toEqual([items[1]]);
		expect((await get(`/channels/${channel}/pins`)).body).toEqual(
			items.map((item: { message: object }) => item.message),
		);
		expect(heard.slice(0, 4)).toEqual(['messageCreate', 'messageCreate', 'messageUpdate', 'channelPinsUpdate']);
		const types = guild.chat
			.messages(channel)
			.latest(9)
			.map(({ type }) => type);
		expect(types.filter((type) => type === MessageType.ChannelPinnedMessage)).toHaveLength(2);
		expect((await call('DELETE', `${path}/pins/${first?.id}`)).status).toBe(204);
		guild.chat.delete(channel, second?.id ?? '');
		expect((await get(`${path}/pins`)).body.items).toEqual([]);
		const other = await aBotThatMay(Permission.ManageMessages);
		expect((await other.call('PUT', `${other.path}/pins/${other.write('three').id}`)).body.code).toBe(50013);
	});

	it('get reactions, which are listed, counted, and taken back', async () => {
		const { call, get, path, write, user, guild, channel, bot, heard } = await aBotThatMay(Permission.ManageMessages);
		const { id } = write('nice');
		const at = `${path}/${id}/reactions/${THUMB}`;
		heard.length = 0;
		expect((await call('PUT', `${at}/@me`)).status).toBe(204);
		expect((await call('PUT', `${at}/@me`)).status).toBe(204);
		const message = { channelId: channel, messageId: id, authorId: user.id };
		guild.chat.reactions.add(message, user.id, { id: null, name: '👍' });
		guild.chat.reactions.add(message, user.id, { id: null, name: '🎉' });
		expect((await get(`${path}/${id}`)).body.reactions).toMatchObject([
			{ emoji: { id: null, name: '👍' }, count: 2, me: true },
			{ emoji: { id: null, name: '🎉' }, count: 1, me: false },
		]);
		const ids = async (query = '') => (await get(`${at}${query}`)).body.map((one: { id: string }) => one.id);
		const sorted = [user.id, bot.id].sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
		expect(await ids()).toEqual(sorted);
		expect(await ids(`?after=${sorted[0]}&limit=1`)).toEqual([sorted[1]]);
		expect((await call('DELETE', `${at}/@me`)).status).toBe(204);
		expect((await call('DELETE', `${at}/@me`)).body.code).toBe(10014);
		expect((await call('DELETE', `${at}/${user.id}`)).status).toBe(204);
		expect((await call('DELETE', `${path}/${id}/reactions/${encodeURIComponent('🎉')}`)).status).toBe(204);
		await call('PUT', `${at}/@me`);
		expect((await call('DELETE', `${path}/${id}/reactions`)).status).toBe(204);
		expect((await get(`${path}/${id}`)).body).not.toHaveProperty('reactions');
		expect(heard).toEqual([
			...['reactionAdd', 'reactionAdd', 'reactionAdd', 'reactionRemove', 'reactionRemove'],
			...['reactionRemoveEmoji', 'reactionAdd', 'reactionRemoveAll'],
		]);
	});

	it('take twenty kinds of reactions, of emojis that exist, and new ones only with the permission', async () => {
		const { call, path, write, user, guild, channel, deny } = await aBotThatMay(0n);
		const { id } = write('nice');
		const react = (emoji: string) => call('PUT', `${path}/${id}/reactions/${encodeURIComponent(emoji)}/@me`);
		for (const emoji of ['thumbsup', 'pepe:123456789012345678']) expect((await react(emoji)).body.code).toBe(10014);
		const message = { channelId: channel, messageId: id, authorId: user.id };
		deny(Permission.AddReactions);
		expect((await react('👍')).body.code).toBe(50013);
		for (let kind = 0; kind < 20; kind++)
			guild.chat.reactions.add(message, user.id, { id: null, name: String.fromCodePoint(0x1f600 + kind) });
		expect((await react('😀')).status).toBe(204);
		deny(0n);
		expect((await react('👍')).body.code).toBe(30010);
	});

	it('need permissions for what they have, and for reading the history', async () => {
		const { call, get, path, write, deny } = await aBotThatMay(0n);
		const { id } = write('hello');
		deny(Permission.EmbedLinks);
		expect((await call('POST', path, { embeds: [{ title: 'a' }] })).body.code).toBe(50013);
		deny(Permission.SendMessages);
		expect((await call('POST', path, { content: 'a' })).body.code).toBe(50013);
		deny(Permission.ReadMessageHistory);
		expect((await get(path)).body).toEqual([]);
		expect((await get(`${path}/${id}`)).body.code).toBe(50013);
		expect((await call('POST', path, { content: 'a', message_reference: { message_id: id } })).body.code).toBe(160_002);
	});
});
