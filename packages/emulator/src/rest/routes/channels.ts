import { type APIChannel, type APIMessage, PermissionFlagsBits as Permission } from 'discord-api-types/v10';
import { cloneJson } from '../../json/index.js';
import { compareSnowflakes } from '../../random/index.js';
import { sendingIn } from '../../world/index.js';
import { apiErrors } from '../errors/index.js';
import { messageTypes } from '../forms/index.js';
import { readChangedMessage, readNewMessage, readReply } from '../messages/index.js';
import type { RestCall } from '../requests/index.js';
import { noContent, ok, type Reply, type Route } from './Route.js';

const messagesPath = '/channels/:channelId/messages';
const messagePath = '/channels/:channelId/messages/:messageId';

/** Channels and their messages. */
export const channelRoutes: readonly Route[] = [
	{
		method: 'GET',
		path: '/channels/:channelId',
		name: 'getChannel',
		handle: (call) => ok(cloneJson(call.channel().channel)),
	},
	{
		method: 'POST',
		path: '/channels/:channelId/typing',
		name: 'typing',
		handle: typing,
	},
	{ method: 'GET', path: messagesPath, name: 'listMessages', handle: listMessages },
	{ method: 'POST', path: messagesPath, name: 'createMessage', form: messageTypes, handle: createMessage },
	{ method: 'GET', path: messagePath, name: 'getMessage', handle: (call) => ok(cloneJson(requireMessage(call))) },
	{ method: 'PATCH', path: messagePath, name: 'editMessage', form: messageTypes, handle: editMessage },
	{ method: 'DELETE', path: messagePath, name: 'deleteMessage', handle: deleteMessage },
];

function listMessages(call: RestCall): Reply {
	const { chat, channel } = call.channel();
	const limit = call.form.int('limit', { min: 1, max: 100, fallback: 50 });
	const before = call.form.optionalSnowflake('before');
	const after = call.form.optionalSnowflake('after');
	const messages = chat
		.messages(channel.id)
		.latest(Number.MAX_SAFE_INTEGER)
		.filter(({ id }) => before === undefined || compareSnowflakes(id, before) < 0)
		.filter(({ id }) => after === undefined || compareSnowflakes(id, after) > 0);
	return ok(cloneJson(after === undefined ? messages.slice(0, limit) : messages.slice(-limit)));
}

function createMessage(call: RestCall): Reply {
	const place = call.channel();
	const { guild, channel, chat } = place;
	if (guild) call.requirePermissionIn(place, sendingIn(channel.type));
	else requireReachable(call, channel);
	const replied = readReply(call, place);
	const message = readNewMessage(call, { chat, authorId: call.bot.id, repliedTo: replied?.referenced_message?.author });
	return ok(chat.post(channel.id, call.bot.user, { ...message, ...replied }));
}

function editMessage(call: RestCall): Reply {
	const { chat } = call.channel();
	const message = requireMessage(call);
	if (message.author.id !== call.bot.id) throw apiErrors.notYourMessage();
	const edited = readChangedMessage(call, message, { chat, authorId: call.bot.id });
	chat.edit(edited);
	return ok(edited);
}

function deleteMessage(call: RestCall): Reply {
	const place = call.channel();
	const message = requireMessage(call);
	if (message.author.id !== call.bot.id) call.requirePermissionIn(place, Permission.ManageMessages);
	place.chat.delete(place.channel.id, message.id);
	return noContent;
}

function requireMessage(call: RestCall): APIMessage {
	const { chat, channel } = call.channel();
	const message = chat.messages(channel.id).get(call.id('messageId'));
	if (!message) throw apiErrors.unknownMessage();
	return message;
}

/** Refuses unless the user shares a guild with the bot and has not closed direct messages. */
function requireReachable({ bot, context: { world } }: RestCall, channel: APIChannel): void {
	const userId = ('recipients' in channel ? channel.recipients?.[0]?.id : undefined) ?? '';
	if (!world.guildsOf(bot.id).some((guild) => guild.has(userId))) throw apiErrors.noMutualGuild();
	if (world.directMessages.isClosed(userId)) throw apiErrors.cannotMessageUser();
}

function typing(call: RestCall): Reply {
	call.channel();
	return noContent;
}
