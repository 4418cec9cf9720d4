import {
	type APIChannel,
	type APIMessage,
	type APIThreadChannel,
	AuditLogEvent,
	PermissionFlagsBits as Permission,
} from 'discord-api-types/v10';
import { DAY_MS } from '../../clock/index.js';
import { cloneJson } from '../../json/index.js';
import { compareSnowflakes, snowflakeTime } from '../../random/index.js';
import { type Chat, sendingIn } from '../../world/index.js';
import { apiErrors } from '../errors/index.js';
import { bulkDeleteForm, checkForm, messageTypes } from '../forms/index.js';
import { readChangedMessage, readNewMessage, readReply } from '../messages/index.js';
import type { Place, RestCall } from '../requests/index.js';
import { noContent, ok, type Reply, type Route } from './Route.js';

const messagesPath = '/channels/:channelId/messages';
const TWO_WEEKS_MS = 14 * DAY_MS;
const messagePath = '/channels/:channelId/messages/:messageId';

/** Messages of channels. */
export const messageRoutes: readonly Route[] = [
	{ method: 'GET', path: messagesPath, name: 'listMessages', handle: listMessages },
	{ method: 'POST', path: messagesPath, name: 'createMessage', form: messageTypes, handle: createMessage },
	{ method: 'GET', path: messagePath, name: 'getMessage', handle: getMessage },
	{ method: 'PATCH', path: messagePath, name: 'editMessage', form: messageTypes, handle: editMessage },
	{ method: 'DELETE', path: messagePath, name: 'deleteMessage', handle: deleteMessage },
	{
		...{ method: 'POST', path: `${messagesPath}/bulk-delete`, name: 'bulkDelete' },
		...{ form: bulkDeleteForm, handle: bulkDelete },
	},
];

function listMessages(call: RestCall): Reply {
	const { chat, channel, guild } = call.channel();
	const limit = call.form.int('limit', { min: 1, max: 100, fallback: 50 });
	const before = call.form.optionalSnowflake('before');
	const after = call.form.optionalSnowflake('after');
	const messages = chat
		.messages(channel.id)
		.latest(Number.MAX_SAFE_INTEGER)
		.filter(({ id }) => before === undefined || compareSnowflakes(id, before) < 0)
		.filter(({ id }) => after === undefined || compareSnowflakes(id, after) > 0);
	// Without the permission to read the history, Discord lists nothing.
	if (guild && !call.canIn({ guild, channel }, Permission.ReadMessageHistory)) return ok([]);
	const page = after === undefined ? messages.slice(0, limit) : messages.slice(-limit);
	return ok(page.map((message) => shown(call, chat, message)));
}

function getMessage(call: RestCall): Reply {
	const place = call.channel();
	if (place.guild) call.requirePermissionIn(place, Permission.ReadMessageHistory);
	return ok(shown(call, place.chat, requireMessage(call)));
}

/** A message as the bot sees it: with the reactions to it, its own marked. */
export function shown(call: RestCall, chat: Chat, message: APIMessage): APIMessage {
	const reactions = chat.reactions.seenBy(call.bot.id, message.id);
	return cloneJson({ ...message, ...(reactions && { reactions }) });
}

function createMessage(call: RestCall): Reply {
	const place = call.channel();
	const { guild, channel, chat } = place;
	if (guild) requireOpen(call, { guild, channel });
	if (guild) call.requirePermissionIn(place, sendingIn(channel.type));
	else requireReachable(call, channel);
	const replied = readReply(call, place);
	if (guild && replied && !call.canIn({ guild, channel }, Permission.ReadMessageHistory)) throw apiErrors.cannotReply();
	const message = readNewMessage(call, { chat, authorId: call.bot.id, repliedTo: replied?.referenced_message?.author });
	if (guild) requireParts(call, { guild, channel }, message);
	return ok(chat.post(channel.id, call.bot.user, { ...message, ...replied }));
}

/** Only those who manage threads write into a locked one. A message opens any other archived thread again. */
function requireOpen(call: RestCall, place: Pick<Required<Place>, 'guild' | 'channel'>): void {
	const { thread_metadata } = place.channel as APIThreadChannel;
	if (thread_metadata?.locked && !call.canIn(place, Permission.ManageThreads)) throw apiErrors.threadLocked();
}

/** Files and embeds need their own permissions. */
function requireParts(
	call: RestCall,
	place: Pick<Required<Place>, 'guild' | 'channel'>,
	message: Partial<APIMessage>,
): void {
	const has = (list: readonly unknown[] | undefined) => list !== undefined && list.length > 0;
	if (has(message.attachments) && !call.canIn(place, Permission.AttachFiles)) throw apiErrors.missingPermissions();
	if (has(message.embeds) && !call.canIn(place, Permission.EmbedLinks)) throw apiErrors.missingPermissions();
}

function editMessage(call: RestCall): Reply {
	const { chat } = call.channel();
	const message = requireMessage(call);
	if (message.author.id !== call.bot.id) throw apiErrors.notYourMessage();
	const edited = readChangedMessage(call, message, { chat, authorId: call.bot.id });
	chat.edit(edited);
	return ok(shown(call, chat, edited));
}

function deleteMessage(call: RestCall): Reply {
	const place = call.channel();
	const message = requireMessage(call);
	if (message.author.id !== call.bot.id) call.requirePermissionIn(place, Permission.ManageMessages);
	const { guild, channel, chat } = place;
	chat.delete(channel.id, message.id);
	if (guild && message.author.id !== call.bot.id) {
		const options = { channel_id: channel.id, count: '1' };
		call.audit(guild, { type: AuditLogEvent.MessageDelete, targetId: message.author.id, options });
	}
	return noContent;
}

/** Deletes 2 to 100 messages of the last two weeks at once. Ids of no message are skipped. */
function bulkDelete(call: RestCall): Reply {
	const place = call.channel();
	const { guild, channel, chat } = place;
	call.requirePermissionIn(place, Permission.ManageMessages);
	checkForm(bulkDeleteForm, call.json);
	const ids = (call.json.messages as unknown[]).map(String);
	const oldest = call.context.clock.now() - TWO_WEEKS_MS;
	if (ids.some((id) => snowflakeTime(id) < oldest)) throw apiErrors.tooOld();
	const before = chat.messages(channel.id).latest(Number.MAX_SAFE_INTEGER).length;
	chat.deleteMany(channel.id, ids);
	const count = before - chat.messages(channel.id).latest(Number.MAX_SAFE_INTEGER).length;
	const options = { count: String(count) };
	if (guild && count > 0) call.audit(guild, { type: AuditLogEvent.MessageBulkDelete, targetId: channel.id, options });
	return noContent;
}

/** The message of the path. */
export function requireMessage(call: RestCall): APIMessage {
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
