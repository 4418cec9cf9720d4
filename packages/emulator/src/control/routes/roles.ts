import type { APIRole } from 'discord-api-types/v10';
import * as z from '../../bundled/zod.js';
import { route } from '../Route.js';
import { flagInQuery, guildId, id, withId } from '../schemas/common.js';
import { rolePatch } from '../schemas/patches.js';

const tag = 'The world';
const ofGuild = z.strictObject({ guildId });
const ofRole = z.strictObject({ guildId, roleId: id });

/** Roles. */
export const roleRoutes = [
	route({
		...{ method: 'GET', path: '/guilds/{guildId}/roles', name: 'listRoles', tag },
		summary: 'All roles, with `@everyone`.',
		params: ofGuild,
		answer: z.array(withId('A role')),
		handle: ({ control, params }) => [...control.guild(params.guildId).roles.values()],
	}),
	route({
		...{ method: 'GET', path: '/guilds/{guildId}/role-counts', name: 'countRoles', tag },
		summary: 'How many members have each role, by id.',
		params: ofGuild,
		answer: z.record(z.string(), z.int()),
		handle: ({ control, params }) => control.guild(params.guildId).roleCounts(),
	}),
	route({
		...{ method: 'POST', path: '/guilds/{guildId}/roles', name: 'createRole', tag },
		summary: 'Makes a role.',
		params: ofGuild,
		body: rolePatch,
		answer: withId('A role'),
		handle: ({ control, params, body }) => control.guild(params.guildId).createRole(body as Partial<APIRole>),
	}),
	route({
		...{ method: 'PATCH', path: '/guilds/{guildId}/roles/{roleId}', name: 'updateRole', tag },
		summary: 'Changes a role.',
		params: ofRole,
		body: rolePatch,
		answer: withId('A role'),
		handle: ({ control, params, body }) =>
			control.guild(params.guildId).updateRole(params.roleId, body as Partial<APIRole>),
	}),
	route({
		...{ method: 'DELETE', path: '/guilds/{guildId}/roles/{roleId}', name: 'deleteRole', tag },
		summary: 'Deletes a role.',
		params: ofRole,
		query: z.strictObject({
			fromMembers: flagInQuery
				.default(true)
				.describe('With `false`, the data of members still names it, as some data on Discord does.'),
		}),
		handle({ control, params, query }) {
			control.guild(params.guildId).deleteRole(params.roleId, query);
			return undefined;
		},
	}),
];
