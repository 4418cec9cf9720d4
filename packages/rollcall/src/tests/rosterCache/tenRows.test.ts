import { Events, GatewayIntentBits, type Guild, type Message, OverwriteType, type TextChannel } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { rosterCache } from '../../discord/caches/rosterCache.js';
import { INTENTS, once, type Stage, setStage } from '../stage.js';

// The rows of "What discord.js no longer does" in docs/memory.md, on a client that does all of it.

const MORE = [
	GatewayIntentBits.GuildMessages,
	GatewayIntentBits.MessageContent,
	GatewayIntentBits.GuildMessageReactions,
	GatewayIntentBits.GuildMessageTyping,
	GatewayIntentBits.GuildPresences,
];

async function aCached(members = 200): Promise<Stage> {
	const stage = await setStage({ members, client: { makeCache: rosterCache(), intents: [...INTENTS, ...MORE] } });
	await stage.service.fetchGuildMembers(stage.guild);
	return stage;
}

describe('a client with rosterCache(), unlike one without members,', () => {
	it('emits leaves, and updates of members and users, and no guildMemberAvailable', async () => {
		const { client, truth } = await aCached();
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
		expect(heard).toEqual(['userUpdate', 'guildMemberUpdate', 'guildMemberRemove']);
	});

	it('finds the member of a voice state, and who is in a voice channel', async () => {
		const { guild, client, truth } = await aCached();
		const { id } = truth.memberAt(4).user;
		const moved = once(client, Events.VoiceStateUpdate);
		truth.setVoice(id, voiceOf(guild).id);
		await moved;
		expect(guild.voiceStates.cache.get(id)?.member).toBe(guild.members.cache.get(id));
		const there = guild.voiceStates.cache.filter(({ channelId }) => channelId === voiceOf(guild).id);
		expect([...voiceOf(guild).members.keys()].sort()).toEqual([...there.keys()].sort());
		expect(voiceOf(guild).members.get(id)).toBe(guild.members.cache.get(id));
		voiceOf(guild).userLimit = there.size;
		expect(voiceOf(guild).full).toBe(true);
	});

	it('finds the member who wrote a message, and those that it mentions', async () => {
		const { guild, client, truth } = await aCached();
		const { user } = truth.memberAt(4);
		const { id } = user;
		const written = new Promise<Message>((resolve) => client.once(Events.MessageCreate, resolve));
		truth.chat.post(textOf(guild).id, user, { content: `hello <@${id}>`, mentions: [user] });
		const { member, author, mentions, cleanContent } = await written;
		expect(member).toBe(guild.members.cache.get(id));
		expect(author).toBe(client.users.cache.get(id));
		expect(mentions.members?.get(id)).toBe(member);
		expect(cleanContent).toBe(`hello @${member?.displayName}`);
	});

	it('knows the members of a role, and of a text channel', async () => {
		const { guild, truth } = await aCached();
		for (const [roleId, count] of Object.entries(truth.roleCounts())) {
			expect(guild.roles.cache.get(roleId)?.members.size).toBe(count);
		}
		expect(guild.roles.everyone.members.size).toBe(200);
		expect((textOf(guild) as TextChannel).members.size).toBeGreaterThan(1);
	});

	it('knows by id what a member may do, and overwrites it', async () => {
		const { guild, client, truth, stats } = await aCached();
		const { id } = truth.memberAt(4).user;
		const before = stats().rest.total;
		const channel = textOf(guild) as TextChannel;
		const member = guild.members.cache.get(id);
		expect(channel.permissionsFor(id)?.bitfield).toBe(member && channel.permissionsFor(member).bitfield);
		expect(channel.permissionsFor(client.users.cache.get(id) as never)).not.toBeNull();
		await channel.permissionOverwrites.create(id, { SendMessages: true });
		expect(stats().rest.total).toBe(before + 1); // discord.js knows by itself that the id is a member's
		await expect
			.poll(() => channel.permissionOverwrites.cache.get(id))
			.toMatchObject({ id, type: OverwriteType.Member });
		await channel.edit({ permissionOverwrites: [{ id, deny: ['SendMessages'] }] });
		const { permission_overwrites } = truth.channels.get(channel.id) as { permission_overwrites?: object[] };
		expect(permission_overwrites).toMatchObject([{ id, allow: '0', type: OverwriteType.Member }]);
	});

	it('remembers members and users, so that no fetch of one is a request', async () => {
		const { client, guild, truth, stats } = await aCached();
		const { id } = truth.memberAt(4).user;
		const before = stats().rest.total;
		expect(await client.users.fetch(id)).toBe(client.users.cache.get(id));
		expect(await guild.members.fetch(id)).toBe(guild.members.cache.get(id));
		expect(stats().rest.total).toBe(before);
	});

	it('knows the user and the member of a presence whose payload names nobody, and emits it', async () => {
		const { client, guild, truth } = await aCached();
		const { id } = truth.memberAt(4).user;
		const told = new Promise<void>((resolve) => client.once(Events.PresenceUpdate, () => resolve()));
		// As the gateway hands it over: all that Discord promises of the user is the id.
		const packet = {
			op: 0,
			t: 'PRESENCE_UPDATE',
			s: 0,
			d: { user: { id }, guild_id: guild.id, status: 'idle', activities: [], client_status: {} },
		};
		receive(client, packet);
		await told;
		const presence = guild.presences.cache.get(id);
		expect([presence?.status, presence?.user, presence?.member]).toEqual([
			'idle',
			client.users.cache.get(id),
			guild.members.cache.get(id),
		]);
	});

	it('finds who is typing', async () => {
		const { client, guild, truth } = await aCached();
		const { id } = truth.memberAt(4).user;
		const typing = new Promise<{ member: unknown; user: unknown }>((resolve) =>
			client.once(Events.TypingStart, resolve),
		);
		receive(client, {
			op: 0,
			t: 'TYPING_START',
			s: 0,
			d: { user_id: id, channel_id: textOf(guild).id, guild_id: guild.id, timestamp: 1 },
		});
		const { member, user } = await typing;
		expect([member, user]).toEqual([guild.members.cache.get(id), client.users.cache.get(id)]);
	});
});

it('does not end the process for the presence of a user whom nobody knows', async () => {
	const { client, guild } = await aCached();
	const user = { id: '999999999999999999', username: 'somebody' };
	for (const known of [{}, { user }]) {
		receive(client, {
			op: 0,
			t: 'PRESENCE_UPDATE',
			s: 0,
			d: { user, guild_id: guild.id, status: 'offline', activities: [], ...known },
		});
	}
	await dispatchedAll();
	expect(client.users.cache.get(user.id)?.username).toBe('somebody');
});

const dispatchedAll = () => new Promise((resolve) => setImmediate(resolve));

/** A dispatch, as the client's gateway would hand it over. */
function receive(client: Stage['client'], data: object): void {
	const gateway = (client.ws as unknown as { _ws: { emit(name: string, what: object): void } })._ws;
	gateway.emit('dispatch', { data, shardId: 0 });
}

function textOf(guild: Guild) {
	const channel = guild.channels.cache.find((candidate) => candidate.isTextBased() && !candidate.isVoiceBased());
	if (!channel) throw new Error('The guild has no text channel.');
	return channel;
}

function voiceOf(guild: Guild) {
	const channel = guild.channels.cache.find((candidate) => candidate.isVoiceBased());
	if (!channel?.isVoiceBased()) throw new Error('The guild has no voice channel.');
	return channel;
}
