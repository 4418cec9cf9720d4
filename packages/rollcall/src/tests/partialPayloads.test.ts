import type { EventEmitter } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { type Client, type GuildBasedChannel, Partials } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { cacheWithoutMembers } from '../discord/cacheWithoutMembers.js';
import { shardEmitterOf } from '../discord/internals.js';
import { setStage } from './stage.js';

const MOMENT = '2026-01-01T00:00:00.000Z';
const EVERY_PARTIAL = Object.values(Partials).filter((partial) => typeof partial === 'number');

/** Where the payloads play. */
interface Scene {
	readonly guild_id: string;
	readonly channel_id: string;
	readonly voice_id: string;
}
type Payload = readonly [name: string, data: object];

/** A user as Discord may send them: of a presence it promises the id alone, and anything else may come or not. */
const users = (id: string): object[] => [
	{ id },
	{ id, username: 'somebody' },
	{ id, avatar: null, global_name: 'Some' },
	{ id, username: 'somebody', discriminator: '0', avatar: null, global_name: null, public_flags: 0 },
];

const member = { roles: [], joined_at: MOMENT, deaf: false, mute: false, flags: 0, nick: null };

/** Every dispatch that names a user, with or without their member. */
function payloads({ guild_id, channel_id, voice_id }: Scene, id: string, user: object, withMember: boolean): Payload[] {
	const theirs = withMember ? { member: { ...member, user } } : {};
	const message = {
		id: '666',
		channel_id,
		guild_id,
		author: user,
		mentions: [{ ...user, ...(withMember && { member }) }],
	};
	const thread = { id: '555', user_id: id, join_timestamp: MOMENT, flags: 0, ...theirs };
	const where = { user_id: id, channel_id, message_id: '666', guild_id };
	const presence = { user, guild_id, activities: [], client_status: {} };
	const event = { id: '33', guild_scheduled_event_id: '33', guild_id, user_id: id, creator_id: id, creator: user };
	const voice = { guild_id, user_id: id, session_id: 's', deaf: false, mute: false, ...theirs };
	const dm = { id: '7', type: 1, recipients: [user] };
	return [
		...['online', 'offline', 'idle'].map((status): Payload => ['PRESENCE_UPDATE', { ...presence, status }]),
		['PRESENCE_UPDATE', { user, guild_id }],
		['GUILD_MEMBER_UPDATE', { user, guild_id, ...member }],
		['GUILD_MEMBER_ADD', { user, guild_id, ...member }],
		['GUILD_BAN_ADD', { user, guild_id }],
		['GUILD_BAN_REMOVE', { user, guild_id }],
		[
			'GUILD_MEMBERS_CHUNK',
			{ guild_id, members: [{ ...member, user }], chunk_index: 0, chunk_count: 1, presences: [presence] },
		],
		['TYPING_START', { channel_id, guild_id, user_id: id, timestamp: 1, ...theirs }],
		['VOICE_STATE_UPDATE', { ...voice, channel_id: voice_id }],
		['VOICE_STATE_UPDATE', { ...voice, channel_id: null }],
		['MESSAGE_CREATE', { ...message, content: '', timestamp: MOMENT, attachments: [], embeds: [], type: 0, ...theirs }],
		['MESSAGE_UPDATE', { ...message, content: 'other', ...theirs }],
		['MESSAGE_REACTION_ADD', { ...where, emoji: { id: null, name: 'a' }, ...theirs }],
		['MESSAGE_REACTION_REMOVE', { ...where, emoji: { id: null, name: 'a' } }],
		['MESSAGE_POLL_VOTE_ADD', { ...where, answer_id: 1 }],
		['MESSAGE_POLL_VOTE_REMOVE', { ...where, answer_id: 1 }],
		['THREAD_CREATE', { id: '555', guild_id, parent_id: channel_id, owner_id: id, type: 11, member: thread }],
		['THREAD_MEMBERS_UPDATE', { id: '555', guild_id, member_count: 2, added_members: [thread] }],
		['THREAD_MEMBERS_UPDATE', { id: '555', guild_id, member_count: 1, removed_member_ids: [id] }],
		['GUILD_SCHEDULED_EVENT_CREATE', { ...event, scheduled_start_time: MOMENT, status: 1, entity_type: 3 }],
		['GUILD_SCHEDULED_EVENT_USER_ADD', event],
		['GUILD_SCHEDULED_EVENT_USER_REMOVE', event],
		['GUILD_AUDIT_LOG_ENTRY_CREATE', { guild_id, id: '1', user_id: id, target_id: id, action_type: 20 }],
		['INVITE_CREATE', { channel_id, guild_id, code: 'abc', inviter: user, target_user: user, created_at: MOMENT }],
		['CHANNEL_CREATE', dm],
		['MESSAGE_CREATE', { ...message, id: '71', channel_id: '7', guild_id: undefined, timestamp: MOMENT, type: 0 }],
		['TYPING_START', { channel_id: '7', user_id: id, timestamp: 1 }],
		['GUILD_MEMBER_REMOVE', { user, guild_id }],
	];
}

/** Hands the payload to the client as its gateway does; what its handling throws would end the process there. */
function hand(client: Client, [t, d]: Payload): void {
	(shardEmitterOf(client) as unknown as EventEmitter).emit('dispatch', {
		shardId: 0,
		data: { op: 0, t, d: structuredClone(d) }, // discord.js writes into it
	});
}

async function setScene(partials: readonly Partials[]) {
	const stage = await setStage({ members: 50, client: { makeCache: cacheWithoutMembers(), partials } });
	const { guild, service } = stage;
	await service.fetchGuildMembers(guild);
	const channel = (matches: (one: GuildBasedChannel) => boolean) => guild.channels.cache.find(matches)?.id ?? '';
	const channel_id = channel((one) => one.isTextBased() && !one.isVoiceBased());
	return { ...stage, scene: { guild_id: guild.id, channel_id, voice_id: channel((one) => one.isVoiceBased()) } };
}

describe.each([
	['no partials', []],
	['partial users', [Partials.User]],
	['every partial', EVERY_PARTIAL],
])('a client without members of its own, and with %s', (_, partials) => {
	it('takes everything that Discord sends about users, in any shape', async () => {
		const { client, guild, truth, scene } = await setScene(partials as Partials[]);
		for (const event of ['presenceUpdate', 'typingStart', 'voiceStateUpdate', 'userUpdate']) client.on(event, () => {});
		for (const id of [truth.memberAt(7).user.id, '123456', client.user.id])
			for (const user of users(id))
				for (const withMember of [true, false])
					for (const payload of payloads(scene, id, user, withMember)) {
						// The bot never leaves its guild so.
						if (id === client.user.id && payload[0] === 'GUILD_MEMBER_REMOVE') continue;
						expect(() => hand(client, payload), JSON.stringify(payload)).not.toThrow();
					}
		await setImmediate();
		expect([client.users.cache.size, guild.members.cache.size]).toEqual([1, 1]);
	});

	it('emits a presence as often as one comes, and no update of a user who has not changed', async () => {
		const { client, truth, scene } = await setScene(partials as Partials[]);
		const heard: string[] = [];
		for (const event of ['presenceUpdate', 'userUpdate'] as const) client.on(event, () => heard.push(event));
		const { id } = truth.memberAt(7).user;
		const user = { id, username: 'somebody' };
		for (const status of ['online', 'idle', 'dnd'])
			hand(client, ['PRESENCE_UPDATE', { user, guild_id: scene.guild_id, status, activities: [], client_status: {} }]);
		expect(heard).toEqual(Array(3).fill('presenceUpdate'));
		await setImmediate();
		expect(client.users.cache.get(id)).toBeUndefined();
	});
});
