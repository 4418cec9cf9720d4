import * as z from '../../bundled/zod.js';
import { notFound } from '../Refused.js';
import { route } from '../Route.js';
import { guildId, id, userId } from '../schemas/common.js';

const tag = 'The world';

/** Reactions to messages. */
export const reactionRoutes = [
	route({
		...{
			method: 'GET',
			path: '/guilds/{guildId}/channels/{channelId}/messages/{messageId}/reactions/{emoji}',
			name: 'listReactions',
			tag,
		},
		summary: 'The ids of the users who reacted to a message with an emoji.',
		params: z.strictObject({ guildId, channelId: id, messageId: id, emoji: z.string().min(1) }),
		answer: z.array(z.string()),
		handle: ({ control, params: { messageId, emoji, ...params } }) => [
			...control.guild(params.guildId).chat.reactions.usersOf(messageId, { id: null, name: emoji }),
		],
	}),
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
];
