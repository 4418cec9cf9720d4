import {
	type APIGuildMember,
	AuditLogEvent,
	ChannelType,
	Client,
	type ClientEvents,
	Events,
	GatewayIntentBits,
	PermissionFlagsBits,
	type TextChannel,
} from 'discord.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startEmulator } from './truth.js';

const { Guilds, GuildMembers, GuildModeration, GuildMessages, MessageContent } = GatewayIntentBits;

/** A real client, in the guild of the world, with a member below its bot. */
async function moderator() {
	const emulator = await startEmulator({ guilds: [{ members: 200, online: 0.5 }] });
	const client = new Client({
		intents: [Guilds, GuildMembers, GuildModeration, GuildMessages, MessageContent],
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

	it('counts whom a prune would remove, and removes them', async () => {
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
