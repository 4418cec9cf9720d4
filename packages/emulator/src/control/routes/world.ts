import type { APIChannel, APIRole, APIVoiceState } from 'discord-api-types/v10';
import * as z from '../../bundled/zod.js';
import type { GuildSettings, MemberPatch } from '../../world/index.js';
import { describeFile, describeGuild } from '../describe.js';
import { notFound } from '../Refused.js';
import { route } from '../Route.js';
import { fileAnswer, guildAnswer } from '../schemas/answers.js';
import {
	discordObject,
	flagInQuery,
	guildId,
	id,
	inQuery,
	member,
	message,
	userId,
	withId,
} from '../schemas/common.js';

const tag = 'The world';
const ofGuild = z.strictObject({ guildId });
const ofMember = z.strictObject({ guildId, userId });
const ofRole = z.strictObject({ guildId, roleId: id });
const ofChannel = z.strictObject({ guildId, channelId: id });
const ofMessage = z.strictObject({ guildId, channelId: id, messageId: id });
const memberPatch = discordObject('The fields of a member to set, with `user` for those of the user');
const limit = inQuery(z.int().min(1).max(1000)).default(100);
const MOST_INDEX = 1_000_000_000;

const guildRoutes = [
	route({
		...{ method: 'GET', path: '/guilds', name: 'listGuilds', tag },
		summary: 'All guilds.',
		answer: z.array(guildAnswer),
		handle: ({ control }) => [...control.emulator.world.guilds.values()].map(describeGuild),
	}),
	route({
		...{ method: 'GET', path: '/guilds/{guildId}', name: 'getGuild', tag },
		summary: 'One guild.',
		params: ofGuild,
		answer: guildAnswer,
		handle: ({ control, params }) => describeGuild(control.guild(params.guildId)),
	}),
	route({
		...{ method: 'PATCH', path: '/guilds/{guildId}', name: 'changeGuild', tag },
		summary: 'Changes name, language or AFK channel.',
		params: ofGuild,
		body: guildAnswer.shape.settings.partial(),
		answer: guildAnswer,
		handle({ control, params, body }) {
			const guild = control.guild(params.guildId);
			guild.changeSettings(body as Partial<GuildSettings>);
			return describeGuild(guild);
		},
	}),
	route({
		...{ method: 'PUT', path: '/guilds/{guildId}/outage', name: 'startOutage', tag },
		summary: 'Makes the guild unavailable.',
		params: ofGuild,
		handle({ control, params }) {
			control.guild(params.guildId).outage();
			return undefined;
		},
	}),
	route({
		...{ method: 'DELETE', path: '/guilds/{guildId}/outage', name: 'endOutage', tag },
		summary: 'Ends an outage.',
		params: ofGuild,
		handle({ control, params }) {
			control.guild(params.guildId).recover();
			return undefined;
		},
	}),
];

const memberRoutes = [
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
		body: discordObject('The fields of a user to set'),
		answer: withId('A user'),
		handle({ control, params, body }) {
			control.emulator.world.updateUser(params.userId, body as NonNullable<MemberPatch['user']>);
			const user = control.emulator.world.user(params.userId);
			if (!user) throw notFound(`There is no user ${params.userId}.`);
			return user;
		},
	}),
];

const roleRoutes = [
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
		body: discordObject('The fields of a role'),
		answer: withId('A role'),
		handle: ({ control, params, body }) => control.guild(params.guildId).createRole(body as Partial<APIRole>),
	}),
	route({
		...{ method: 'PATCH', path: '/guilds/{guildId}/roles/{roleId}', name: 'updateRole', tag },
		summary: 'Changes a role.',
		params: ofRole,
		body: discordObject('The fields of a role to set'),
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

const channelRoutes = [
	route({
		...{ method: 'GET', path: '/guilds/{guildId}/channels', name: 'listChannels', tag },
		summary: 'All channels.',
		params: ofGuild,
		answer: z.array(withId('A channel')),
		handle: ({ control, params }) => [...control.guild(params.guildId).channels.values()],
	}),
	route({
		...{ method: 'POST', path: '/guilds/{guildId}/channels', name: 'createChannel', tag },
		summary: 'Makes a channel, for text by default.',
		params: ofGuild,
		body: discordObject('The fields of a channel'),
		answer: withId('A channel'),
		handle: ({ control, params, body }) => control.guild(params.guildId).createChannel(body as Partial<APIChannel>),
	}),
	route({
		...{ method: 'DELETE', path: '/guilds/{guildId}/channels/{channelId}', name: 'deleteChannel', tag },
		summary: 'Deletes a channel. Members in it leave voice.',
		params: ofChannel,
		handle({ control, params }) {
			control.guild(params.guildId).deleteChannel(params.channelId);
			return undefined;
		},
	}),
	route({
		...{ method: 'GET', path: '/guilds/{guildId}/channels/{channelId}/messages', name: 'listMessages', tag },
		summary: 'The messages of a channel, the newest first.',
		params: ofChannel,
		query: z.strictObject({ limit }),
		answer: z.array(message),
		handle: ({ control, params, query }) =>
			control.guild(params.guildId).chat.messages(params.channelId).latest(query.limit),
	}),
	route({
		...{ method: 'POST', path: '/guilds/{guildId}/channels/{channelId}/messages', name: 'postMessage', tag },
		summary: 'Lets a member write.',
		params: ofChannel,
		body: z
			.looseObject({ userId: userId.default('owner'), content: z.string().default('') })
			.describe('Who writes, and the fields of the message.'),
		answer: message,
		handle({ control, params, body: { userId: author, ...given } }) {
			const guild = control.guild(params.guildId);
			const found = guild.member(control.userId(author, guild));
			if (!found) throw notFound(`Guild ${guild.id} has no member ${author}.`);
			return guild.chat.post(params.channelId, found.user, given as object);
		},
	}),
	route({
		...{
			method: 'DELETE',
			path: '/guilds/{guildId}/channels/{channelId}/messages/{messageId}',
			name: 'deleteMessage',
			tag,
		},
		summary: 'Deletes a message.',
		params: ofMessage,
		handle({ control, params }) {
			control.guild(params.guildId).chat.delete(params.channelId, params.messageId);
			return undefined;
		},
	}),
	route({
		...{
			method: 'GET',
			path: '/guilds/{guildId}/channels/{channelId}/messages/{messageId}/files',
			name: 'getFiles',
			tag,
		},
		summary: 'The files of a message, with their bytes.',
		params: ofMessage,
		answer: z.array(fileAnswer),
		handle({ control, params }) {
			const found = control.guild(params.guildId).chat.messages(params.channelId).get(params.messageId);
			if (!found) throw notFound(`The channel ${params.channelId} has no message ${params.messageId}.`);
			return control.emulator.world.attachments.of(found).map(describeFile);
		},
	}),
];

const voiceRoutes = [
	route({
		...{ method: 'GET', path: '/guilds/{guildId}/voice', name: 'listVoice', tag },
		summary: 'The states of members in voice.',
		params: ofGuild,
		answer: z.array(discordObject('A voice state')),
		handle: ({ control, params }) => [...control.guild(params.guildId).voiceStates.values()],
	}),
	route({
		...{ method: 'PUT', path: '/guilds/{guildId}/voice/{userId}', name: 'setVoice', tag },
		summary: 'Puts a member into a voice channel, or moves them.',
		params: ofMember,
		body: z.looseObject({ channelId: id }).describe('The channel, and the fields of the voice state to set.'),
		answer: discordObject('A voice state'),
		handle({ control, params, body: { channelId, ...given } }) {
			const guild = control.guild(params.guildId);
			return guild.setVoice(control.userId(params.userId, guild), channelId, given as Partial<APIVoiceState>);
		},
	}),
	route({
		...{ method: 'DELETE', path: '/guilds/{guildId}/voice/{userId}', name: 'leaveVoice', tag },
		summary: 'Takes a member out of voice.',
		params: ofMember,
		handle({ control, params }) {
			const guild = control.guild(params.guildId);
			guild.setVoice(control.userId(params.userId, guild), null);
			return undefined;
		},
	}),
];

const rate = z.number().min(0).optional();
const activityOptions = z.strictObject({
	guildId: id.optional(),
	...{
		joinsPerSecond: rate,
		leavesPerSecond: rate,
		updatesPerSecond: rate,
		voicePerSecond: rate,
		messagesPerSecond: rate,
	},
});

const activityRoutes = [
	route({
		...{ method: 'POST', path: '/activities', name: 'startActivity', tag },
		summary: 'Lets members join, leave, change, talk and use voice at a steady rate.',
		body: activityOptions,
		answer: z.strictObject({ id: z.string() }),
		handle({ control, body }) {
			const name = control.newId('activity');
			control.activities.set(name, control.emulator.world.startActivity(JSON.parse(JSON.stringify(body))));
			return { id: name };
		},
	}),
	route({
		...{ method: 'DELETE', path: '/activities/{activityId}', name: 'stopActivity', tag },
		summary: 'Ends an activity.',
		params: z.strictObject({ activityId: z.string() }),
		handle({ control, params: { activityId } }) {
			const stop = control.activities.get(activityId);
			if (!stop) throw notFound(`There is no activity ${activityId}.`);
			stop();
			control.activities.delete(activityId);
			return undefined;
		},
	}),
];

/** The truth: to read it and to change it. */
export const worldRoutes = [
	...guildRoutes,
	...memberRoutes,
	...roleRoutes,
	...channelRoutes,
	...voiceRoutes,
	...activityRoutes,
];
