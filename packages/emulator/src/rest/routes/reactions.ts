import { PermissionFlagsBits as Permission } from 'discord-api-types/v10';
import { compareSnowflakes } from '../../random/index.js';
import type { Chat, ReactedMessage, ReactionEmoji } from '../../world/index.js';
import { apiErrors } from '../errors/index.js';
import type { Place, RestCall } from '../requests/index.js';
import { requireMessage } from './messages.js';
import { noContent, ok, type Reply, type Route } from './Route.js';

const all = '/channels/:channelId/messages/:messageId/reactions';
const one = `${all}/:emoji`;
const MOST_KINDS = 20;

/** Reactions to messages. */
export const reactionRoutes: readonly Route[] = [
	{ method: 'PUT', path: `${one}/@me`, name: 'react', handle: react },
	{ method: 'DELETE', path: `${one}/@me`, name: 'unreact', handle: (call) => unreact(call, call.bot.id) },
	{ method: 'DELETE', path: `${one}/:userId`, name: 'removeReaction', handle: removeReaction },
	{ method: 'GET', path: one, name: 'listReactions', handle: listReactions },
	{ method: 'DELETE', path: one, name: 'clearReactions', handle: clearReactions },
	{ method: 'DELETE', path: all, name: 'clearReactions', handle: clearReactions },
];

interface Target {
	readonly place: Place;
	readonly chat: Chat;
	readonly message: ReactedMessage;
	readonly emoji: ReactionEmoji;
}

function targetOf(call: RestCall): Target {
	const place = call.channel();
	const { id, author } = requireMessage(call);
	const message = { channelId: place.channel.id, messageId: id, authorId: author.id };
	return { place, chat: place.chat, message, emoji: readEmoji(call.param('emoji')) };
}

/** An emoji of the path: a character, or the name and id of an emoji that was made. */
function readEmoji(text: string): ReactionEmoji {
	const made = /^(?<name>\w{2,32}):(?<id>\d{1,20})$/.exec(text)?.groups;
	if (made) return { id: String(made.id), name: String(made.name) };
	if (!/^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|[\d#*]\uFE0F?\u20E3)/u.test(text))
		throw apiErrors.unknownEmoji();
	return { id: null, name: text };
}

/** The first reaction of a kind needs a permission. Anybody who sees the message can join it. */
function react(call: RestCall): Reply {
	const { place, chat, message, emoji } = targetOf(call);
	if (place.guild) call.requirePermissionIn(place, Permission.ReadMessageHistory);
	const isNew = chat.reactions.usersOf(message.messageId, emoji).length === 0;
	if (isNew) {
		if (place.guild) call.requirePermissionIn(place, Permission.AddReactions);
		const { bot, context } = call;
		if (emoji.id && !context.world.applicationEmojis.of(bot.applicationId).has(emoji.id))
			throw apiErrors.unknownEmoji();
		if (chat.reactions.kindsOf(message.messageId) >= MOST_KINDS) throw apiErrors.maxReactions();
	}
	chat.reactions.add(message, call.bot.id, emoji);
	return noContent;
}

function unreact(call: RestCall, userId: string): Reply {
	const { chat, message, emoji } = targetOf(call);
	if (!chat.reactions.remove(message, userId, emoji)) throw apiErrors.unknownEmoji();
	return noContent;
}

function removeReaction(call: RestCall): Reply {
	const userId = call.id('userId');
	if (userId !== call.bot.id) call.requirePermissionIn(call.channel(), Permission.ManageMessages);
	return unreact(call, userId);
}

function listReactions(call: RestCall): Reply {
	const { chat, message, emoji } = targetOf(call);
	const limit = call.form.int('limit', { min: 1, max: 100, fallback: 25 });
	const after = call.form.snowflake('after', '0');
	const ids = [...chat.reactions.usersOf(message.messageId, emoji)].sort(compareSnowflakes);
	const page = ids.filter((id) => compareSnowflakes(id, after) > 0).slice(0, limit);
	return ok(page.flatMap((id) => call.context.world.user(id) ?? []));
}

function clearReactions(call: RestCall): Reply {
	const place = call.channel();
	call.requirePermissionIn(place, Permission.ManageMessages);
	const { id, author } = requireMessage(call);
	const message = { channelId: place.channel.id, messageId: id, authorId: author.id };
	const emoji = call.param('emoji');
	place.chat.reactions.clear(message, emoji === '' ? undefined : readEmoji(emoji));
	return noContent;
}
