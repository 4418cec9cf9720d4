import * as z from '../../bundled/zod.js';
import { route } from '../Route.js';
import { discordObject, guildId, id, userId, withId } from '../schemas/common.js';

const tag = 'The world';
const ofGuild = z.strictObject({ guildId });
const ofThread = z.strictObject({ guildId, threadId: id });

/** Threads and their members. */
export const threadRoutes = [
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
		...{ method: 'PATCH', path: '/guilds/{guildId}/threads/{threadId}', name: 'updateThread', tag },
		summary: 'Renames, archives or locks a thread, or undoes that.',
		params: ofThread,
		body: z.strictObject({
			name: z.string().min(1).max(100).optional(),
			archived: z.boolean().optional(),
			locked: z.boolean().optional(),
		}),
		answer: withId('A thread'),
		handle({ control, params, body: { name, ...metadata } }) {
			const patch = { ...(name !== undefined && { name }), metadata };
			return control.guild(params.guildId).threads.update(params.threadId, patch);
		},
	}),
	route({
		...{ method: 'GET', path: '/guilds/{guildId}/threads/{threadId}/members', name: 'listThreadMembers', tag },
		summary: 'The users in a thread.',
		params: ofThread,
		answer: z.array(discordObject('A member of a thread')),
		handle: ({ control, params }) => control.guild(params.guildId).threads.membersOf(params.threadId),
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
];
