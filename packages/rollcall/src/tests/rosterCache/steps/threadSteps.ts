import { ChannelType } from 'discord.js';
import type { Scene } from '../Scene.js';
import type { Steps } from './Steps.js';

const AT = '2024-01-01T00:00:00.000000+00:00';

/** Threads, who is in them, and scheduled events. */
export const threadSteps: Steps = {
	createThread: (scene) => {
		const { bots, world, props, tell } = scene;
		const id = bots.emulator.world.nextId();
		props.threads.push({ id, guildId: world.id });
		tell('THREAD_CREATE', { ...thread(scene, id), newly_created: true });
	},
	threadMembers: ({ world, props, userId, otherId, raw, last, tell, more }) => {
		const found = last(props.threads);
		if (!found) return;
		const added = { id: found.id, user_id: userId, join_timestamp: AT, flags: 0, member: raw(userId), presence: null };
		const changes = more % 3 === 0 ? { removed_member_ids: [otherId, userId] } : { added_members: [added] };
		tell('THREAD_MEMBERS_UPDATE', { id: found.id, guild_id: world.id, member_count: 3, ...changes });
	},
	threadMember: ({ bots, world, props, last, tell, more }) => {
		const found = last(props.threads);
		const itself = { user_id: bots.botId, join_timestamp: AT, flags: more % 4 };
		if (found) tell('THREAD_MEMBER_UPDATE', { id: found.id, guild_id: world.id, ...itself });
	},
	threadList: (scene) => {
		const { bots, world, props, last, tell } = scene;
		const found = last(props.threads);
		if (!found) return;
		const members = [{ id: found.id, user_id: bots.botId, join_timestamp: AT, flags: 0 }];
		tell('THREAD_LIST_SYNC', { guild_id: world.id, threads: [thread(scene, found.id)], members });
	},
	deleteThread: ({ world, props, textId, last, tell }) => {
		const found = last(props.threads);
		if (!found) return;
		props.threads.splice(props.threads.indexOf(found), 1);
		tell('THREAD_DELETE', { id: found.id, guild_id: world.id, parent_id: textId, type: ChannelType.PublicThread });
	},
	writeInThread: ({ bots, world, props, userId, raw, last, tell }) => {
		const found = last(props.threads);
		if (!found) return;
		const rest = { content: 'hi', timestamp: AT, attachments: [], embeds: [], mentions: [], type: 0 };
		const author = world.user(userId);
		const id = bots.emulator.world.nextId();
		const member = raw(userId, false);
		tell('MESSAGE_CREATE', { id, channel_id: found.id, guild_id: world.id, author, member, ...rest });
	},
	createEvent: ({ bots, world, props, userId, tell, more }) => {
		const id = bots.emulator.world.nextId();
		props.events.push({ id, guildId: world.id });
		tell('GUILD_SCHEDULED_EVENT_CREATE', {
			...{
				id,
				guild_id: world.id,
				name: `e${more}`,
				creator_id: userId,
				creator: world.user(userId),
				channel_id: null,
			},
			...{ scheduled_start_time: AT, scheduled_end_time: AT, privacy_level: 2, status: 1, entity_type: 3 },
			...{ entity_id: null, entity_metadata: { location: 'here' }, image: null, recurrence_rule: null },
		});
	},
	joinEvent: ({ world, props, userId, last, tell, more }) => {
		const found = last(props.events);
		const what = { guild_scheduled_event_id: found?.id, user_id: userId, guild_id: world.id };
		if (found) tell(`GUILD_SCHEDULED_EVENT_USER_${more % 2 === 0 ? 'ADD' : 'REMOVE'}`, what);
	},
	ban: ({ bots, world, userId, props, tell, more }) => {
		const id = more % 2 === 0 ? userId : (props.gone.at(-1) ?? userId);
		const user = bots.emulator.world.user(id);
		tell(more % 3 === 0 ? 'GUILD_BAN_REMOVE' : 'GUILD_BAN_ADD', { guild_id: world.id, user });
	},
	audit: ({ bots, world, userId, otherId, tell }) => {
		const entry = { id: bots.emulator.world.nextId(), user_id: userId, target_id: otherId, action_type: 24 };
		tell('GUILD_AUDIT_LOG_ENTRY_CREATE', { ...entry, guild_id: world.id, changes: [], options: null });
	},
};

function thread({ bots, world, textId, userId }: Scene, id: string): object {
	const metadata = { archived: false, auto_archive_duration: 60, archive_timestamp: AT, locked: false };
	return {
		...{ id, guild_id: world.id, parent_id: textId, owner_id: userId, name: 'thread', type: ChannelType.PublicThread },
		...{ message_count: 0, total_message_sent: 0, member_count: 1, rate_limit_per_user: 0, thread_metadata: metadata },
		member: { id, user_id: bots.botId, join_timestamp: AT, flags: 0 },
	};
}
