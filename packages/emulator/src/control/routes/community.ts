import type { GatewayActivity, PresenceUpdateReceiveStatus } from 'discord-api-types/v10';
import * as z from '../../bundled/zod.js';
import { notFound } from '../Refused.js';
import { route } from '../Route.js';
import { botId, discordObject, guildId, id, userId, withId } from '../schemas/common.js';

const tag = 'The world';
const ofGuild = z.strictObject({ guildId });
const ofMember = z.strictObject({ guildId, userId });

/** What admins and moderators do, and who is online. */
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
		...{ method: 'GET', path: '/guilds/{guildId}/presences/{userId}', name: 'getPresence', tag },
		summary: 'The presence of a member; `offline` if there is none.',
		params: ofMember,
		answer: z.looseObject({ status: z.string() }),
		handle({ control, params }) {
			const guild = control.guild(params.guildId);
			return guild.presences.of(control.userId(params.userId, guild)) ?? { status: 'offline' };
		},
	}),
	route({
		...{ method: 'GET', path: '/guilds/{guildId}/command-permissions', name: 'listCommandPermissions', tag },
		summary: 'Who may use which command, as admins have set it.',
		params: ofGuild,
		answer: z.array(discordObject('The permissions of a command')),
		handle: ({ control, params }) => [...control.guild(params.guildId).commandPermissions.values()],
	}),
	route({
		...{ method: 'PUT', path: '/guilds/{guildId}/command-permissions/{commandId}', tag },
		name: 'setCommandPermissions',
		summary: 'Sets who may use a command, as admins do. An empty list takes it back.',
		params: z.strictObject({ guildId, commandId: id }),
		body: z.strictObject({
			botId: botId.default('first'),
			permissions: z.array(z.strictObject({ id, type: z.literal([1, 2, 3]), permission: z.boolean() })),
		}),
		handle({ control, params, body }) {
			const application = control.botId(body.botId);
			control.guild(params.guildId).setCommandPermissions(application, params.commandId, body.permissions);
		},
	}),
	route({
		...{ method: 'GET', path: '/guilds/{guildId}/audit-log', name: 'listAuditLog', tag },
		summary: 'Who did what, the newest first.',
		params: ofGuild,
		answer: z.array(withId('An entry of the audit log')),
		handle: ({ control, params }) => control.guild(params.guildId).auditLog.list({ limit: 1000 }),
	}),
];
