import * as z from '../../bundled/zod.js';
import type { MemberPatch } from '../../world/index.js';
import { notFound } from '../Refused.js';
import { route } from '../Route.js';
import { guildId, id, inQuery, member, userId, withId } from '../schemas/common.js';
import { memberPatch, userPatch } from '../schemas/patches.js';

const tag = 'The world';
const ofGuild = z.strictObject({ guildId });
const ofMember = z.strictObject({ guildId, userId });
const limit = inQuery(z.int().min(1).max(1000)).default(100);
const MOST_INDEX = 1_000_000_000;

/** Members and users. */
export const memberRoutes = [
	route({
		...{ method: 'GET', path: '/guilds/{guildId}/members', name: 'listMembers', tag },
		summary: 'Members in the order of their ids.',
		params: ofGuild,
		query: z.strictObject({ after: id.default('0'), limit }),
		answer: z.array(member),
		handle: ({ control, params, query }) => control.guild(params.guildId).page(query.after, query.limit),
	}),
	route({
		...{ method: 'GET', path: '/guilds/{guildId}/members/{userId}', name: 'getMember', tag },
		summary: 'One member.',
		params: ofMember,
		answer: member,
		handle({ control, params }) {
			const guild = control.guild(params.guildId);
			const found = guild.member(control.userId(params.userId, guild));
			if (!found) throw notFound(`Guild ${guild.id} has no member ${params.userId}.`);
			return found;
		},
	}),
	route({
		...{ method: 'GET', path: '/guilds/{guildId}/first-members/{index}', name: 'getFirstMember', tag },
		summary: 'A member of the start by their number, the same in each run with the same seed.',
		params: z.strictObject({ guildId, index: inQuery(z.int().min(0).max(MOST_INDEX)) }),
		answer: member,
		handle: ({ control, params }) => control.guild(params.guildId).memberAt(params.index),
	}),
	route({
		...{ method: 'POST', path: '/guilds/{guildId}/members', name: 'join', tag },
		summary: 'Lets a user join: a new one, or one who is known by `user.id`.',
		params: ofGuild,
		body: memberPatch,
		answer: member,
		handle: ({ control, params, body }) => control.guild(params.guildId).join(body as MemberPatch),
	}),
	route({
		...{ method: 'PATCH', path: '/guilds/{guildId}/members/{userId}', name: 'updateMember', tag },
		summary: 'Changes any field of a member or of their user.',
		params: ofMember,
		body: memberPatch,
		answer: member,
		handle({ control, params, body }) {
			const guild = control.guild(params.guildId);
			return guild.update(control.userId(params.userId, guild), body as MemberPatch);
		},
	}),
	route({
		...{ method: 'DELETE', path: '/guilds/{guildId}/members/{userId}', name: 'leave', tag },
		summary: 'Lets a member leave. A bot that leaves loses the guild.',
		params: ofMember,
		handle({ control, params }) {
			const guild = control.guild(params.guildId);
			guild.leave(control.userId(params.userId, guild));
			return undefined;
		},
	}),
	...(['PUT', 'DELETE'] as const).map((method) =>
		route({
			...{ method, path: '/guilds/{guildId}/members/{userId}/roles/{roleId}', tag },
			name: method === 'PUT' ? 'addRole' : 'removeRole',
			summary: method === 'PUT' ? 'Gives a member a role.' : 'Takes a role from a member.',
			params: z.strictObject({ guildId, userId, roleId: id }),
			answer: member,
			handle({ control, params }) {
				const guild = control.guild(params.guildId);
				const user = control.userId(params.userId, guild);
				return method === 'PUT' ? guild.addRole(user, params.roleId) : guild.removeRole(user, params.roleId);
			},
		}),
	),
	route({
		...{ method: 'PATCH', path: '/users/{userId}', name: 'updateUser', tag },
		summary: 'Changes a user in every guild that they are or were in.',
		params: z.strictObject({ userId: id }),
		body: userPatch,
		answer: withId('A user'),
		handle({ control, params, body }) {
			control.emulator.world.updateUser(params.userId, body as NonNullable<MemberPatch['user']>);
			const user = control.emulator.world.user(params.userId);
			if (!user) throw notFound(`There is no user ${params.userId}.`);
			return user;
		},
	}),
	route({
		...{ method: 'GET', path: '/users/{userId}', name: 'getUser', tag },
		summary: 'A bot, or a user that some guild knows.',
		params: z.strictObject({ userId: id }),
		answer: withId('A user'),
		handle({ control, params }) {
			const user = control.emulator.world.user(params.userId);
			if (!user) throw notFound(`There is no user ${params.userId}.`);
			return user;
		},
	}),
	route({
		...{ method: 'GET', path: '/guilds/{guildId}/members-with-name', name: 'searchMembers', tag },
		summary: 'Members whose name or nickname begins with a text.',
		params: ofGuild,
		query: z.strictObject({ name: z.string().min(1).max(100), limit }),
		answer: z.array(member),
		handle: ({ control, params, query }) => control.guild(params.guildId).snapshot().search(query.name, query.limit),
	}),
];
