import type { APIMessage } from 'discord-api-types/v10';
import * as z from '../../bundled/zod.js';
import { discordTimestamp } from '../../clock/index.js';
import type { GuildWorld } from '../../world/index.js';
import { describeFile } from '../describe.js';
import { notFound } from '../Refused.js';
import { route } from '../Route.js';
import { fileAnswer } from '../schemas/answers.js';
import { guildId, id, inQuery, message, userId } from '../schemas/common.js';
import { messagePatch } from '../schemas/patches.js';

const tag = 'The world';
const path = '/guilds/{guildId}/channels/{channelId}';
const ofChannel = z.strictObject({ guildId, channelId: id });
const ofMessage = z.strictObject({ guildId, channelId: id, messageId: id });
const limit = inQuery(z.int().min(1).max(1000)).default(100);

function messageIn(guild: GuildWorld, channelId: string, messageId: string): APIMessage {
	const found = guild.chat.messages(channelId).get(messageId);
	if (found) return found;
	throw notFound(`The channel ${channelId} has no message ${messageId}.`);
}

/** Messages in channels and threads. */
export const messageRoutes = [
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
			const found = messageIn(control.guild(params.guildId), params.channelId, params.messageId);
			return control.emulator.world.attachments.of(found).map(describeFile);
		},
	}),
	route({
		...{ method: 'PATCH', path: `${path}/messages/{messageId}`, name: 'editMessage', tag },
		summary: 'Changes any field of a message.',
		params: ofMessage,
		body: messagePatch,
		answer: message,
		handle({ control, params, body }) {
			const guild = control.guild(params.guildId);
			const before = messageIn(guild, params.channelId, params.messageId);
			const edited = { edited_timestamp: discordTimestamp(control.clock.now()) };
			const { id: messageId, channel_id } = before;
			guild.chat.edit({ ...before, ...edited, ...(body as Partial<APIMessage>), id: messageId, channel_id });
			return messageIn(guild, params.channelId, messageId);
		},
	}),
	route({
		...{ method: 'POST', path: `${path}/messages/delete`, name: 'deleteMessages', tag },
		summary: 'Deletes several messages at once. Ids of none are skipped.',
		params: ofChannel,
		body: z.strictObject({ messageIds: z.array(id).min(1) }),
		handle({ control, params, body: { messageIds } }) {
			control.guild(params.guildId).chat.deleteMany(params.channelId, messageIds);
		},
	}),
	route({
		...{ method: 'GET', path: `${path}/pins`, name: 'listPins', tag },
		summary: 'The pinned messages of a channel, the latest pin first.',
		params: ofChannel,
		answer: z.array(message),
		handle: ({ control, params }) =>
			control
				.guild(params.guildId)
				.chat.pins(params.channelId)
				.map((pin) => pin.message),
	}),
	...(['PUT', 'DELETE'] as const).map((method) =>
		route({
			...{ method, path: `${path}/pins/{messageId}`, tag },
			name: method === 'PUT' ? 'pinMessage' : 'unpinMessage',
			summary: method === 'PUT' ? 'Pins a message.' : 'Takes a pin back.',
			params: ofMessage,
			handle({ control, params: { channelId, messageId, ...params } }) {
				const { chat } = control.guild(params.guildId);
				messageIn(control.guild(params.guildId), channelId, messageId);
				if (method === 'PUT') chat.pin(channelId, messageId);
				else chat.unpin(channelId, messageId);
			},
		}),
	),
	route({
		...{ method: 'POST', path: `${path}/typing`, name: 'startTyping', tag },
		summary: 'Shows that a member is typing.',
		params: ofChannel,
		body: z.strictObject({ userId: userId.default('owner') }),
		handle({ control, params, body }) {
			const guild = control.guild(params.guildId);
			const user = control.userId(body.userId, guild);
			if (!guild.has(user)) throw notFound(`Guild ${guild.id} has no member ${user}.`);
			guild.chat.type(params.channelId, user);
		},
	}),
];
