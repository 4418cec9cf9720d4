import {
	type APIGuildMember,
	AuditLogEvent,
	ChannelType,
	Client,
	type ClientEvents,
	Events,
	GatewayIntentBits,
	PermissionFlagsBits,
	PresenceUpdateStatus,
	type TextChannel,
} from 'discord.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startEmulator } from './truth.js';

const { Guilds, GuildMembers, GuildModeration, GuildMessages, MessageContent } = GatewayIntentBits;
const { GuildMessageReactions, GuildMessageTyping, GuildPresences, GuildInvites, GuildWebhooks } = GatewayIntentBits;
const intents = [
	...[Guilds, GuildMembers, GuildModeration, GuildMessages, MessageContent],
	...[GuildMessageReactions, GuildMessageTyping, GuildPresences, GuildInvites, GuildWebhooks],
];

/** A real client, in the guild of the world, with a member below its bot. */
async function moderator() {
	const emulator = await startEmulator({ guilds: [{ members: 200, online: 0.5 }] });
	const client = new Client({
		intents,
		rest: { api: emulator.restUrl },
	});
	onTestFinished(() => client.destroy());
	const next = <Name extends keyof ClientEvents>(name: Name) =>
		new Promise<ClientEvents[Name]>((resolve) => void client.once(name, (...values) => resolve(values)));
	const ready = next(Events.ClientReady);
	await client.login(emulator.token);
	await ready;
	const world = emulator.world.guild();
	const guild = await client.guilds.fetch(world.id);
	const member = [...world.members()].find(
		({ user }) => user.id !== world.ownerId && user.id !== client.user?.id,
	) as APIGuildMember;
	return { emulator, client, next, world, guild, id: member.user.id };
}

describe('discord.js', () => {
	it('bans, lists bans, and hears of each ban and of the entry in the audit log', async () => {
		const { next, world, guild, id } = await moderator();
		const heard = Promise.all([next(Events.GuildBanAdd), next(Events.GuildAuditLogEntryCreate)]);
		await guild.members.ban(id, { reason: '스팸', deleteMessageSeconds: 60 });
		const [[ban], [entry]] = await heard;
		expect([ban.user.id, entry.action, entry.targetId, entry.reason]).toEqual([
			...[id, AuditLogEvent.MemberBanAdd, id, '스팸'],
		]);
		expect((await guild.bans.fetch(id)).reason).toBe('스팸');
		expect([...(await guild.bans.fetch()).keys()]).toEqual([id]);
		expect(world.has(id)).toBe(false);
		const unbanned = next(Events.GuildBanRemove);
		await guild.bans.remove(id);
		expect((await unbanned)[0].user.id).toBe(id);
		const others = world.ids(0, 4).filter((one) => one !== world.ownerId && !world.hasBot(one));
		const { bannedUsers, failedUsers } = await guild.members.bulkBan([...others, world.ownerId]);
		expect([bannedUsers, failedUsers]).toEqual([others, [world.ownerId]]);
		const logs = await guild.fetchAuditLogs({ type: AuditLogEvent.MemberBanAdd });
		expect(logs.entries.size).toBe(1 + others.length);
	});

	it('counts the members that a prune would remove, and removes them', async () => {
		const { world, guild } = await moderator();
		const count = await guild.members.prune({ days: 7, dry: true });
		const size = world.size;
		expect(await guild.members.prune({ days: 7 })).toBe(count);
		expect(world.size).toBe(size - Number(count));
	});

	it('makes channels, lets members into them, and moves and deletes them', async () => {
		const { world, guild, id } = await moderator();
		const parent = await guild.channels.create({ name: 'Staff', type: ChannelType.GuildCategory });
		const channel = await guild.channels.create({
			...{ name: 'secret', parent },
			permissionOverwrites: [{ id: guild.roles.everyone, deny: PermissionFlagsBits.ViewChannel }],
		});
		expect(world.sees(id, channel.id)).toBe(false);
		await guild.members.fetch(id);
		await channel.permissionOverwrites.edit(id, { ViewChannel: true });
		expect(world.sees(id, channel.id)).toBe(true);
		expect(channel.permissionsFor(id)?.bitfield).toBe(world.permissionsOf(id, channel.id));
		await channel.permissionOverwrites.delete(id);
		expect(world.sees(id, channel.id)).toBe(false);
		await channel.setTopic('quiet');
		await channel.setPosition(0);
		await channel.lockPermissions();
		expect(world.channels.get(channel.id)).toMatchObject({ topic: 'quiet', permission_overwrites: [] });
		await channel.delete();
		expect(world.channels.has(channel.id)).toBe(false);
	});

	it('changes the guild, its roles and their order', async () => {
		const { world, guild } = await moderator();
		await guild.edit({ name: 'New name', description: 'For all' });
		expect([world.name, guild.description]).toEqual(['New name', 'For all']);
		const role = await guild.roles.create({ name: 'helper', permissions: [PermissionFlagsBits.KickMembers] });
		await role.setPosition(3);
		expect(world.roles.get(role.id)?.position).toBe(3);
	});

	it('deletes, pins and reacts, and sees who is typing and who comes online', async () => {
		const { next, client, world, id } = await moderator();
		const channel = client.channels.cache.find((one) => one.type === ChannelType.GuildText) as TextChannel;
		const { user } = world.member(id) as APIGuildMember;
		const texts = ['one', 'two', 'three'].map((content) => world.chat.post(channel.id, user, { content }).id);
		const [first, second, third] = texts as [string, string, string];
		const message = await channel.messages.fetch(first);
		const reacted = next(Events.MessageReactionAdd);
		await message.react('👍');
		expect((await reacted)[0].count).toBe(1);
		const added = next(Events.MessageReactionAdd);
		world.chat.reactions.add({ channelId: channel.id, messageId: first, authorId: id }, id, { id: null, name: '👍' });
		expect((await added)[1].id).toBe(id);
		expect([...((await message.reactions.cache.get('👍')?.users.fetch()) ?? new Map()).keys()]).toContain(id);
		const cleared = next(Events.MessageReactionRemoveAll);
		await message.reactions.removeAll();
		await cleared;
		const pinned = next(Events.ChannelPinsUpdate);
		await message.pin();
		await pinned;
		expect((await channel.messages.fetchPins()).items.map((pin) => pin.message.id)).toEqual([first]);
		await message.unpin();
		const deleted = next(Events.MessageBulkDelete);
		await channel.bulkDelete([second, third]);
		expect([...(await deleted)[0].keys()].sort()).toEqual([second, third].sort());
		const typing = next(Events.TypingStart);
		world.chat.type(channel.id, id);
		expect((await typing)[0].user.id).toBe(id);
		await channel.sendTyping();
		const seen = next(Events.PresenceUpdate);
		world.presences.set(id, PresenceUpdateStatus.DoNotDisturb);
		expect((await seen)[1].status).toBe('dnd');
		client.user?.setPresence({ status: 'idle', activities: [{ name: 'with members' }] });
		const [, own] = await next(Events.PresenceUpdate);
		expect([own.userId, own.status, own.activities[0]?.name]).toEqual([client.user?.id, 'idle', 'with members']);
	});

	it('starts threads, adds members, archives them, and hears of them', async () => {
		const { next, client, world, id } = await moderator();
		const channel = client.channels.cache.find((one) => one.type === ChannelType.GuildText) as TextChannel;
		const created = next(Events.ThreadCreate);
		const thread = await channel.threads.create({ name: 'Help', type: ChannelType.PrivateThread });
		expect((await created)[0].id).toBe(thread.id);
		const joined = next(Events.ThreadMembersUpdate);
		await thread.members.add(id);
		expect([...(await joined)[0].keys()]).toEqual([id]);
		expect([...(await thread.members.fetch()).keys()].sort()).toEqual([id, client.user?.id].sort());
		await thread.send('hello');
		const updated = next(Events.ThreadUpdate);
		await thread.setArchived(true);
		expect((await updated)[1].archived).toBe(true);
		expect([...(await channel.threads.fetchArchived({ type: 'private' })).threads.keys()]).toEqual([thread.id]);
		await thread.delete();
		expect(world.threads.all.size).toBe(0);
	});

	it('makes invites and webhooks, and hears of them', async () => {
		const { next, client, world, guild } = await moderator();
		const channel = client.channels.cache.find((one) => one.type === ChannelType.GuildText) as TextChannel;
		const invited = next(Events.InviteCreate);
		const invite = await channel.createInvite({ maxAge: 60 });
		expect((await invited)[0].code).toBe(invite.code);
		expect([...(await guild.invites.fetch()).keys()]).toEqual([invite.code]);
		const gone = next(Events.InviteDelete);
		await invite.delete();
		await gone;
		const changed = next(Events.WebhooksUpdate);
		const webhook = await channel.createWebhook({ name: 'Reports' });
		expect((await changed)[0].id).toBe(channel.id);
		const message = await webhook.send({ content: 'hello', username: 'Reporter' });
		expect([message.webhookId, message.author.username]).toEqual([webhook.id, 'Reporter']);
		await webhook.editMessage(message, 'bye');
		await webhook.deleteMessage(message);
		await webhook.delete();
		expect([world.webhooks.all.size, world.invites.all.length]).toEqual([0, 0]);
		expect((await client.application?.edit({ description: 'Counts' }))?.description).toBe('Counts');
	});

	it('has hidden channels, which are revealed by an overwrite', async () => {
		const emulator = await startEmulator({ bots: [{ permissions: '0' }] });
		const world = emulator.world.guild();
		const deny = { id: world.id, type: 0 as const, allow: '0', deny: String(PermissionFlagsBits.ViewChannel) };
		const { id } = world.createChannel({ name: 'secret', permission_overwrites: [deny] });
		const client = new Client({ intents: [Guilds], rest: { api: emulator.restUrl } });
		onTestFinished(() => client.destroy());
		const ready = new Promise((resolve) => void client.once(Events.ClientReady, resolve));
		await client.login(emulator.token);
		await ready;
		const channel = client.channels.cache.get(id) as TextChannel;
		expect([channel.name, channel.viewable]).toEqual(['___hidden___', false]);
		const revealed = new Promise((resolve) => void client.once(Events.ChannelUpdate, resolve));
		world.removeOverwrite(id, world.id);
		await revealed;
		expect([channel.name, channel.viewable]).toEqual(['secret', true]);
	});
});
