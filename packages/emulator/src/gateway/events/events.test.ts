import { describe, expect, it } from 'vitest';
import { GatewayClient } from '../../tests/GatewayClient.js';
import { startEmulator } from '../../tests/startEmulator.js';

const GUILDS = 1;
const MEMBERS = 1 << 1;
const VOICE = 1 << 7;
const MESSAGES = 1 << 9;
const CONTENT = 1 << 15;

async function loggedIn(intents: number, options = {}) {
	const emulator = await startEmulator({ guilds: [{ members: 60 }], ...options });
	const client = await GatewayClient.login(emulator, { intents });
	return { emulator, client, guild: emulator.world.guild(), botId: emulator.bots[0]?.id as string };
}

describe('events', () => {
	it('show members who join, change and leave, with the guild and the full user', async () => {
		const { client, guild } = await loggedIn(GUILDS | MEMBERS);
		const { id } = guild.join().user;
		const joined = guild.member(id);
		const updated = guild.update(id, { nick: 'Nick', flags: 2 });
		guild.leave(id);
		expect((await client.next('GUILD_MEMBER_ADD')).d).toEqual({ ...joined, guild_id: guild.id });
		const { d } = await client.next('GUILD_MEMBER_UPDATE');
		expect(d).toMatchObject({ guild_id: guild.id, nick: 'Nick', flags: 2, user: updated.user, roles: updated.roles });
		for (const absent of ['deaf', 'mute']) expect(d).not.toHaveProperty(absent);
		expect((await client.next('GUILD_MEMBER_REMOVE')).d).toEqual({ guild_id: guild.id, user: updated.user });
	});

	it('leave out the flags of an updated member if the option says so', async () => {
		const { client, guild } = await loggedIn(GUILDS | MEMBERS, { gateway: { flagsInMemberUpdate: false } });
		guild.update(guild.memberAt(3).user.id, { flags: 2 });
		expect((await client.next('GUILD_MEMBER_UPDATE')).d).not.toHaveProperty('flags');
	});

	it('show whether an updated member is deaf or mute only if the option says so', async () => {
		const { client, guild } = await loggedIn(GUILDS | MEMBERS, { gateway: { voiceFlagsInMemberUpdate: true } });
		guild.update(guild.memberAt(3).user.id, { mute: true });
		expect((await client.next('GUILD_MEMBER_UPDATE')).d).toMatchObject({ deaf: false, mute: true });
	});

	it('show members only with the members intent, but always the bot itself', async () => {
		const { client, guild, botId } = await loggedIn(GUILDS);
		const { id } = guild.join().user;
		guild.update(id, { nick: 'unheard' });
		guild.leave(id);
		guild.update(botId, { nick: 'heard' });
		expect((await client.next('GUILD_MEMBER_UPDATE')).d).toMatchObject({ nick: 'heard', user: { id: botId } });
		expect(client.received.map(({ t }) => t).slice(1)).toEqual(['READY', 'GUILD_CREATE', 'GUILD_MEMBER_UPDATE']);
	});

	it('show a member who joins although they are already here, as Discord may', async () => {
		const { client, guild } = await loggedIn(GUILDS | MEMBERS);
		const { user } = guild.memberAt(3);
		guild.join({ user: { id: user.id } });
		expect((await client.next('GUILD_MEMBER_ADD')).d.user.id).toBe(user.id);
	});

	it('show roles with the guilds intent', async () => {
		const { client, guild } = await loggedIn(GUILDS);
		const role = guild.createRole({ name: 'new' });
		guild.updateRole(role.id, { name: 'newer' });
		guild.deleteRole(role.id);
		expect((await client.next('GUILD_ROLE_CREATE')).d).toEqual({ guild_id: guild.id, role });
		expect((await client.next('GUILD_ROLE_UPDATE')).d.role.name).toBe('newer');
		expect((await client.next('GUILD_ROLE_DELETE')).d).toEqual({ guild_id: guild.id, role_id: role.id });
	});

	it('show voice states only with their intent', async () => {
		const { client, guild, emulator } = await loggedIn(GUILDS | VOICE, { gateway: { identifyWindow: 0 } });
		const deaf = await GatewayClient.login(emulator, { intents: GUILDS });
		const voice = [...guild.channels.values()].find(({ type }) => type === 2)?.id as string;
		guild.setVoice(guild.memberAt(1).user.id, voice);
		expect((await client.next('VOICE_STATE_UPDATE')).d).toMatchObject({ channel_id: voice, guild_id: guild.id });
		guild.createRole();
		await deaf.next('GUILD_ROLE_CREATE');
		expect(deaf.events('VOICE_STATE_UPDATE')).toEqual([]);
	});

	it('show the content of messages only with the content intent, or if the bot is mentioned', async () => {
		const { client, guild, emulator } = await loggedIn(GUILDS | MESSAGES, { gateway: { identifyWindow: 0 } });
		const reader = await GatewayClient.login(emulator, { intents: GUILDS | MESSAGES | CONTENT });
		const text = [...guild.channels.values()].find(({ type }) => type === 0)?.id as string;
		const author = guild.memberAt(1).user;
		const bot = guild.user(emulator.bots[0]?.id as string) as typeof author;
		guild.chat.post(text, author, { content: 'secret' });
		guild.chat.post(text, author, { content: 'hey bot', mentions: [bot] });
		guild.chat.post(text, bot, { content: 'my own' });
		const contents = async (of: GatewayClient) => {
			const messages = [];
			for (let i = 0; i < 3; i++) messages.push((await of.next('MESSAGE_CREATE')).d.content);
			return messages;
		};
		expect(await contents(client)).toEqual(['', 'hey bot', 'my own']);
		expect(await contents(reader)).toEqual(['secret', 'hey bot', 'my own']);
	});

	it('show the people of a message as they are now, and members only with its own mentions', async () => {
		const { client, guild } = await loggedIn(GUILDS | MESSAGES);
		const text = [...guild.channels.values()].find(({ type }) => type === 0)?.id as string;
		const [author, other] = [guild.memberAt(1).user, guild.memberAt(2).user];
		const first = guild.chat.post(text, author, { content: `<@${other.id}>` });
		const posted = (await client.next('MESSAGE_CREATE')).d;
		const { user: _, ...member } = guild.memberAt(2);
		expect(posted.mentions).toEqual([{ ...other, member }]);
		guild.update(author.id, { user: { username: 'renamed' } });
		guild.update(other.id, { nick: 'new', user: { username: 'other' } });
		guild.chat.post(text, other, {
			content: `<@${author.id}>`,
			referenced_message: { ...first, mentions: posted.mentions },
		});
		const reply = (await client.next('MESSAGE_CREATE')).d;
		expect(reply).toMatchObject({
			author: { username: 'other' },
			member: { nick: 'new' },
			mentions: [{ username: 'renamed', member: { joined_at: guild.memberAt(1).joined_at } }],
			referenced_message: { author: { username: 'renamed' }, mentions: [{ id: other.id, username: 'other' }] },
		});
		expect(reply.referenced_message.mentions[0]).not.toHaveProperty('member');
		guild.chat.edit(first);
		const { d } = await client.next('MESSAGE_UPDATE');
		expect(d).toMatchObject({ author: { username: 'renamed' }, mentions: [{ member: { nick: 'new' } }] });
	});

	it('show an outage by GUILD_DELETE with unavailable, and its end by GUILD_CREATE', async () => {
		const { client, guild } = await loggedIn(GUILDS | MEMBERS);
		guild.outage();
		expect((await client.next('GUILD_DELETE')).d).toEqual({ id: guild.id, unavailable: true });
		guild.join();
		guild.recover();
		expect((await client.next('GUILD_CREATE')).d).toMatchObject({ id: guild.id, member_count: 61 });
		expect(client.events('GUILD_MEMBER_ADD')).toEqual([]);
	});

	it('wait for the end of an outage that began before the login', async () => {
		const emulator = await startEmulator({ guilds: [{ members: 5 }, { members: 5 }] });
		const [out, fine] = [...emulator.world.guilds.values()];
		out?.outage();
		const client = new GatewayClient(emulator);
		client.identify();
		expect((await client.next('READY')).d.guilds).toHaveLength(2);
		expect((await client.next('GUILD_CREATE')).d.id).toBe(fine?.id);
		client.requestAll(out?.id as string, 'unanswered');
		await client.settled(fine?.id as string);
		expect(client.events('GUILD_MEMBERS_CHUNK')).toHaveLength(1);
		out?.recover();
		expect((await client.next('GUILD_CREATE')).d.id).toBe(out?.id);
	});

	it('show a bot that it lost the guild by GUILD_DELETE without unavailable, and nothing of the guild later', async () => {
		const { client, guild, botId } = await loggedIn(GUILDS | MEMBERS);
		guild.leave(botId);
		expect((await client.next('GUILD_DELETE')).d).toEqual({ id: guild.id });
		guild.join();
		guild.join({ user: { id: botId } });
		expect((await client.next('GUILD_CREATE')).d.id).toBe(guild.id);
		expect(client.events('GUILD_MEMBER_ADD')).toEqual([]);
	});

	it('come only after the GUILD_CREATE of their guild', async () => {
		const emulator = await startEmulator({ guilds: [{ members: 5 }] });
		const client = new GatewayClient(emulator);
		emulator.onDispatch((_bot, _shard, { t }) => {
			if (t === 'READY') emulator.world.guild().join();
		});
		client.identify();
		expect((await client.next('GUILD_CREATE')).d.member_count).toBe(6);
		emulator.world.guild().join();
		await client.next('GUILD_MEMBER_ADD');
		expect(client.events('GUILD_MEMBER_ADD')).toHaveLength(1);
	});

	it('reach a listener with bot and shard, in the order in which they are sent', async () => {
		const emulator = await startEmulator({ guilds: [{ members: 5 }] });
		const heard: unknown[] = [];
		const stop = emulator.onDispatch((botId, shardId, { t, s }, delivered) =>
			heard.push([botId, shardId, t, s, delivered]),
		);
		const client = await GatewayClient.login(emulator);
		stop();
		emulator.world.guild().join();
		await client.next('GUILD_MEMBER_ADD');
		const id = emulator.bots[0]?.id;
		expect(heard).toEqual([
			[id, 0, 'READY', 1, true],
			[id, 0, 'GUILD_CREATE', 2, true],
		]);
		expect(emulator.stats.bot().dispatches).toEqual({ READY: 1, GUILD_CREATE: 1, GUILD_MEMBER_ADD: 1 });
	});
});
