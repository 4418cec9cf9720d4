import {
	Events,
	GatewayIntentBits,
	GuildMember,
	type Interaction,
	type Message,
	OverwriteType,
	PermissionFlagsBits,
	type TextChannel,
	type User,
} from 'discord.js';
import { describe, expect, it } from 'vitest';
import { cacheWithoutMembers } from '../discord/cacheWithoutMembers.js';
import { dispatched, INTENTS, once, setStage } from './stage.js';

const lean = { makeCache: cacheWithoutMembers() };

async function aLean(members = 1_500) {
	const stage = await setStage({ members, client: lean });
	const { members: list } = await stage.service.fetchGuildMembers(stage.guild);
	const cached = () => [stage.guild.members.cache.size, stage.client.users.cache.size];
	return { ...stage, list, cached };
}

describe('a client without members of its own', () => {
	it('holds the bot alone, also after a full fetch, and the service holds everybody', async () => {
		const { list, cached, client, guild } = await aLean();
		expect(list.size).toBe(1_500);
		expect(list.filter((member) => member.displayName !== '').size).toBe(1_500);
		expect(cached()).toEqual([1, 1]);
		expect(client.users.cache.get(client.user.id)).toBe(client.user);
		expect(guild.members.me?.id).toBe(client.user.id);
	});

	it('keeps the bot up to date through its own updates, an outage and a new session', async () => {
		const { guild, client, truth, emulator, cached } = await aLean(200);
		const { id } = client.user;
		const renamed = once(client, Events.GuildMemberUpdate);
		truth.update(id, { nick: 'the bot' });
		await renamed;
		expect(guild.members.me?.nickname).toBe('the bot');
		const back = once(client, Events.GuildAvailable);
		truth.outage();
		truth.recover();
		await back;
		expect(guild.members.me?.nickname).toBe('the bot');
		const again = once(client, Events.GuildAvailable);
		emulator.faults.gateway.cut({ resumable: false });
		await again;
		expect([guild.members.me?.nickname, guild.members.me?.user === client.user]).toEqual(['the bot', true]);
		expect(cached()).toEqual([1, 1]);
	});

	it('gives members of the service all that they need of it: roles, permissions, pictures, what the bot may do', async () => {
		const { list, guild, client, truth } = await aLean();
		const withDefaults = await setStage({ members: 1_500 });
		const same = (await withDefaults.service.fetchGuildMembers(withDefaults.guild)).members;
		const reading = (member: GuildMember) => ({
			tag: member.user.tag,
			name: member.displayName,
			avatar: member.displayAvatarURL(),
			roles: [...member.roles.cache.keys()].sort(),
			highest: member.roles.highest.id,
			permissions: member.permissions.bitfield,
			may: [member.manageable, member.kickable, member.bannable, member.moderatable],
			sends: member.permissionsIn(channelOf(member.guild)).has(PermissionFlagsBits.SendMessages),
		});
		for (let index = 0; index < 100; index++) {
			const { id } = truth.memberAt(index).user;
			expect(reading(list.get(id) as GuildMember)).toEqual(reading(same.get(id) as GuildMember));
		}
		const [managed] = list.filter((member) => member.manageable).values();
		expect(managed?.client).toBe(client);
		expect(managed?.guild).toBe(guild);
	});

	it('still counts the members of its guilds and emits joins', async () => {
		const { guild, client, truth, cached } = await aLean(200);
		const joined = once(client, Events.GuildMemberAdd);
		truth.join({});
		await joined;
		const gone = dispatched(client, 'GUILD_MEMBER_REMOVE');
		truth.leave(truth.memberAt(2).user.id);
		truth.leave(truth.memberAt(3).user.id);
		await gone;
		await catchUp();
		expect(guild.memberCount).toBe(truth.size);
		expect(cached()).toEqual([1, 1]);

		async function catchUp() {
			const { id } = truth.join({}).user;
			await dispatched(client, 'GUILD_MEMBER_ADD', id);
			await new Promise((resolve) => setImmediate(resolve));
		}
	});

	it('still knows who has called a command', async () => {
		const { client, truth, emulator } = await aLean(200);
		const called = new Promise<Interaction>((resolve) => client.once(Events.InteractionCreate, resolve));
		const { id } = truth.memberAt(4).user;
		emulator.interactions.send({ botId: client.user.id, userId: id, data: { id: '1', name: 'ping', type: 1 } });
		const { member, user } = await called;
		expect(member).toBeInstanceOf(GuildMember);
		expect([member?.user.id, user.id]).toEqual([id, id]);
	});

	it('still answers a fetch of its own, and keeps nobody of it', async () => {
		const { guild, client } = await setStage({ members: 1_500, client: lean });
		expect((await guild.members.fetch()).size).toBe(1_500);
		expect([guild.members.cache.size, client.users.cache.size]).toEqual([1, 1]);
	});

	it('lets other caches be limited too, and keeps the other defaults of discord.js', async () => {
		const makeCache = cacheWithoutMembers({ VoiceStateManager: 0 });
		const { guild, client, truth } = await setStage({ members: 50, client: { makeCache } });
		const channel = channelOf(guild) as TextChannel;
		expect((channel.messages.cache as unknown as { maxSize: number }).maxSize).toBe(200);
		const told = dispatched(client, 'VOICE_STATE_UPDATE');
		truth.setVoice(truth.memberAt(2).user.id, voiceOf(guild).id);
		await told;
		expect(guild.voiceStates.cache.size).toBe(0);
		expect(guild.members.me?.id).toBe(client.user.id);
	});
});

describe('what discord.js no longer does without its members', () => {
	it('is to emit leaves and updates: for these it emits guildMemberAvailable', async () => {
		const { client, truth } = await aLean(200);
		const heard: string[] = [];
		for (const name of ['guildMemberRemove', 'guildMemberUpdate', 'guildMemberAvailable', 'userUpdate'] as const) {
			client.on(name, () => heard.push(name));
		}
		const { id } = truth.memberAt(4).user;
		truth.update(id, { nick: 'new', user: { global_name: 'New' } });
		truth.leave(id);
		const last = once(client, Events.GuildMemberAdd);
		truth.join({});
		await last;
		expect(heard).toEqual(['guildMemberAvailable']);
	});

	it('is to find the member of a voice state, or who is in a voice channel; the service has them', async () => {
		const { guild, client, truth, list } = await aLean(200);
		const { id } = truth.memberAt(4).user;
		const moved = once(client, Events.VoiceStateUpdate);
		truth.setVoice(id, voiceOf(guild).id);
		await moved;
		const state = guild.voiceStates.cache.get(id);
		expect(state?.channelId).toBe(voiceOf(guild).id);
		expect(state?.member).toBeNull();
		expect(voiceOf(guild).members.size).toBe(0);
		voiceOf(guild).userLimit = 1;
		expect(voiceOf(guild).full).toBe(false);
		expect(list.get(id)?.voice.channelId).toBe(voiceOf(guild).id);
	});

	it('is to find the member who wrote a message, or those that it mentions', async () => {
		const intents = [...INTENTS, GatewayIntentBits.GuildMessages, GatewayIntentBits.MessageContent];
		const { guild, client, truth, service } = await setStage({ members: 200, client: { ...lean, intents } });
		const { members } = await service.fetchGuildMembers(guild);
		const { user } = truth.memberAt(4);
		const { id } = user;
		const written = new Promise<Message>((resolve) => client.once(Events.MessageCreate, resolve));
		truth.chat.post(channelOf(guild).id, user, { content: `hello <@${id}>`, mentions: [user] });
		const { member, author, mentions, cleanContent } = await written;
		expect([member, author.id]).toEqual([null, id]);
		expect([mentions.users.get(id)?.username, mentions.members?.size]).toEqual([user.username, 0]);
		expect(cleanContent).toBe(`hello <@${id}>`);
		expect(members.get(id)?.id).toBe(id);
	});

	it('is to know the members of a role, or what a member may do in a channel, by id', async () => {
		const { guild, truth, list, service } = await aLean();
		const [roleId = '', count = 0] = Object.entries(truth.roleCounts()).find(([, held]) => held > 1) ?? [];
		expect(guild.roles.cache.get(roleId)?.members.size).toBeLessThanOrEqual(1);
		expect((await service.fetchRoleMembers(guild, roleId)).roleMembers.size).toBe(count);
		const { id } = truth.memberAt(4).user;
		expect(channelOf(guild).permissionsFor(id)).toBeNull();
		expect(channelOf(guild).permissionsFor(list.get(id)?.user as User)).toBeNull();
		expect(channelOf(guild).permissionsFor(list.get(id) as GuildMember)).not.toBeNull();
	});

	it('is to overwrite the permissions of a user by id alone; a member of the service will do', async () => {
		const { guild, truth, list } = await aLean(200);
		const { id } = truth.memberAt(4).user;
		const channel = channelOf(guild) as TextChannel;
		await expect(channel.permissionOverwrites.create(id, { SendMessages: true })).rejects.toThrow('User nor a Role');
		const overwrite = { id, allow: ['SendMessages'] } as const;
		await expect(channel.edit({ permissionOverwrites: [overwrite] })).rejects.toThrow('cached User or Role');
		await channel.permissionOverwrites.create(list.get(id) as GuildMember, { SendMessages: true });
		const { permission_overwrites: set } = truth.channels.get(channel.id) as { permission_overwrites?: object[] };
		expect(set).toContainEqual(expect.objectContaining({ id, type: OverwriteType.Member }));
	});

	it('is to remember users: each users.fetch is a request', async () => {
		const { client, truth, stats } = await aLean(200);
		const { id } = truth.memberAt(4).user;
		const before = stats().rest.total;
		await client.users.fetch(id);
		await client.users.fetch(id);
		expect(stats().rest.total - before).toBe(2);
	});
});

function channelOf(guild: GuildMember['guild']) {
	const channel = guild.channels.cache.find((candidate) => candidate.isTextBased() && !candidate.isVoiceBased());
	if (!channel) throw new Error('The guild has no text channel.');
	return channel;
}

function voiceOf(guild: GuildMember['guild']) {
	const channel = guild.channels.cache.find((candidate) => candidate.isVoiceBased());
	if (!channel?.isVoiceBased()) throw new Error('The guild has no voice channel.');
	return channel;
}
