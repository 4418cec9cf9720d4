import type { APIOverwrite, GatewayActivity, PresenceUpdateReceiveStatus } from 'discord-api-types/v10';
import * as z from '../../bundled/zod.js';
import type { ChannelPatch } from '../../world/index.js';
import { notFound } from '../Refused.js';
import { route } from '../Route.js';
import { discordObject, guildId, id, userId, withId } from '../schemas/common.js';

const tag = 'The world';
const ofGuild = z.strictObject({ guildId });
const ofMember = z.strictObject({ guildId, userId });
const ofChannel = z.strictObject({ guildId, channelId: id });
const ofOverwrite = z.strictObject({ guildId, channelId: id, overwriteId: id });
const ofThread = z.strictObject({ guildId, threadId: id });
const bits = z.string().regex(/^\d+$/, 'must be permission bits as a text of digits').default('0');

/** What admins and moderators do, and what members do beside writing. */
export const communityRoutes = [
	route({
		...{ method: 'GET', path: '/guilds/{guildId}/bans', name: 'listBans', tag },
		summary: 'The users who cannot join.',
		params: ofGuild,
		answer: z.array(z.looseObject({ user: z.looseObject({ id: z.string() }) })),
		handle: ({ control, params }) => [...control.guild(params.guildId).bans.all.values()],
	}),
	route({
		...{ method: 'PUT', path: '/guilds/{guildId}/bans/{userId}', name: 'ban', tag },
		summary: 'Bans a user. A member leaves.',
		params: ofMember,
		body: z.strictObject({ reason: z.string().nullable().default(null) }),
		handle({ control, params, body: { reason } }) {
			const guild = control.guild(params.guildId);
			guild.bans.add(control.userId(params.userId, guild), reason);
		},
	}),
	route({
		...{ method: 'DELETE', path: '/guilds/{guildId}/bans/{userId}', name: 'unban', tag },
		summary: 'Lets a user join again.',
		params: ofMember,
		handle({ control, params }) {
			const guild = control.guild(params.guildId);
			if (!guild.bans.remove(params.userId)) throw notFound(`The user ${params.userId} is not banned in ${guild.id}.`);
		},
	}),
	route({
		...{ method: 'PATCH', path: '/guilds/{guildId}/channels/{channelId}', name: 'updateChannel', tag },
		summary: 'Changes a channel.',
		params: ofChannel,
		body: discordObject('The fields of a channel to set'),
		answer: withId('A channel'),
		handle: ({ control, params, body }) =>
			control.guild(params.guildId).updateChannel(params.channelId, body as ChannelPatch),
	}),
	route({
		...{ method: 'PUT', path: '/guilds/{guildId}/channels/{channelId}/overwrites/{overwriteId}', tag },
		name: 'setOverwrite',
		summary: 'Sets what a role (type 0) or a member (type 1) may do in a channel.',
		params: ofOverwrite,
		body: z.strictObject({ type: z.union([z.literal(0), z.literal(1)]), allow: bits, deny: bits }),
		handle({ control, params, body }) {
			const overwrite = { ...body, id: params.overwriteId } as APIOverwrite;
			control.guild(params.guildId).setOverwrite(params.channelId, overwrite);
		},
	}),
	route({
		...{ method: 'DELETE', path: '/guilds/{guildId}/channels/{channelId}/overwrites/{overwriteId}', tag },
		name: 'removeOverwrite',
		summary: 'Takes an overwrite back.',
		params: ofOverwrite,
		handle({ control, params }) {
			control.guild(params.guildId).removeOverwrite(params.channelId, params.overwriteId);
		},
	}),
	route({
		...{ method: 'PUT', path: '/guilds/{guildId}/presences/{userId}', name: 'setPresence', tag },
		summary: 'Changes the presence of a member, and what they do.',
		params: ofMember,
		body: z.strictObject({
			status: z.enum(['online', 'idle', 'dnd', 'offline']),
			activities: z.array(z.looseObject({ name: z.string(), type: z.int() })).default([]),
		}),
		handle({ control, params, body: { status, activities } }) {
			const guild = control.guild(params.guildId);
			const user = control.userId(params.userId, guild);
			guild.presences.set(user, status as PresenceUpdateReceiveStatus, activities as unknown as GatewayActivity[]);
		},
	}),
	route({
		...{ method: 'GET', path: '/guilds/{guildId}/threads', name: 'listThreads', tag },
		summary: 'The threads, archived ones included.',
		params: ofGuild,
		answer: z.array(withId('A thread')),
		handle: ({ control, params }) => [...control.guild(params.guildId).threads.all.values()],
	}),
	route({
		...{ method: 'POST', path: '/guilds/{guildId}/threads', name: 'createThread', tag },
		summary: 'Makes a public thread.',
		params: ofGuild,
		body: z.strictObject({ parentId: id, name: z.string().min(1).max(100), ownerId: userId.default('owner') }),
		answer: withId('A thread'),
		handle({ control, params, body: { ownerId, ...thread } }) {
			const guild = control.guild(params.guildId);
			return guild.threads.create({ ...thread, ownerId: control.userId(ownerId, guild) });
		},
	}),
	route({
		...{ method: 'DELETE', path: '/guilds/{guildId}/threads/{threadId}', name: 'deleteThread', tag },
		summary: 'Deletes a thread.',
		params: ofThread,
		handle({ control, params }) {
			control.guild(params.guildId).threads.delete(params.threadId);
		},
	}),
	...(['PUT', 'DELETE'] as const).map((method) =>
		route({
			...{ method, path: '/guilds/{guildId}/threads/{threadId}/members/{userId}', tag },
			name: method === 'PUT' ? 'joinThread' : 'leaveThread',
			summary: method === 'PUT' ? 'Adds a user to a thread.' : 'Takes a user out of a thread.',
			params: z.strictObject({ guildId, threadId: id, userId }),
			handle({ control, params }) {
				const guild = control.guild(params.guildId);
				const user = control.userId(params.userId, guild);
				if (method === 'PUT') guild.threads.join(params.threadId, user);
				else guild.threads.leave(params.threadId, user);
			},
		}),
	),
	...(['PUT', 'DELETE'] as const).map((method) =>
		route({
			...{
				method,
				path: '/guilds/{guildId}/channels/{channelId}/messages/{messageId}/reactions/{emoji}/{userId}',
				tag,
			},
			name: method === 'PUT' ? 'addReaction' : 'removeReaction',
			summary: method === 'PUT' ? 'Lets a user react to a message.' : 'Takes the reaction of a user back.',
			params: z.strictObject({ guildId, channelId: id, messageId: id, emoji: z.string().min(1), userId }),
			handle({ control, params: { channelId, messageId, emoji: name, ...params } }) {
				const guild = control.guild(params.guildId);
				const message = guild.chat.messages(channelId).get(messageId);
				if (!message) throw notFound(`The channel ${channelId} has no message ${messageId}.`);
				const reacted = { channelId, messageId, authorId: message.author.id };
				const user = control.userId(params.userId, guild);
				if (method === 'PUT') guild.chat.reactions.add(reacted, user, { id: null, name });
				else guild.chat.reactions.remove(reacted, user, { id: null, name });
			},
		}),
	),
	route({
		...{ method: 'GET', path: '/guilds/{guildId}/audit-log', name: 'listAuditLog', tag },
		summary: 'Who did what, the newest first.',
		params: ofGuild,
		answer: z.array(withId('An entry of the audit log')),
		handle: ({ control, params }) => control.guild(params.guildId).auditLog.list({ limit: 1000 }),
	}),
];
