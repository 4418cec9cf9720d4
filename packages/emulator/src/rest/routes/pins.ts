import {
	AuditLogEvent,
	MessageReferenceType,
	MessageType,
	PermissionFlagsBits as Permission,
} from 'discord-api-types/v10';
import { discordTimestamp } from '../../clock/index.js';
import { apiErrors } from '../errors/index.js';
import type { Place, RestCall } from '../requests/index.js';
import { requireMessage, shown } from './messages.js';
import { noContent, ok, type Reply, type Route } from './Route.js';

const path = '/channels/:channelId/messages/pins';
const old = '/channels/:channelId/pins';
const MOST_PINS = 250;

/** Pinned messages, on their two addresses: the older one lists at most fifty. */
export const pinRoutes: readonly Route[] = [
	{ method: 'GET', path, name: 'listPins', handle: listPins },
	{ method: 'GET', path: old, name: 'listPins', handle: listOldPins },
	...[path, old].flatMap((at): Route[] => [
		{ method: 'PUT', path: `${at}/:messageId`, name: 'pin', handle: pin },
		{ method: 'DELETE', path: `${at}/:messageId`, name: 'unpin', handle: unpin },
	]),
];

/** Without the permission to read the history there is nothing to list. */
function pinsOf(call: RestCall, { guild, channel, chat }: Place) {
	const reads = !guild || call.canIn({ guild, channel }, Permission.ReadMessageHistory);
	return reads ? chat.pins(channel.id) : [];
}

function listPins(call: RestCall): Reply {
	const place = call.channel();
	const limit = call.form.int('limit', { min: 1, max: 50, fallback: 50 });
	const before = call.form.time('before') ?? Number.POSITIVE_INFINITY;
	const pins = pinsOf(call, place).filter(({ at }) => at < before);
	const items = pins.slice(0, limit).map(({ message, at }) => ({
		...{ pinned_at: discordTimestamp(at), message: shown(call, place.chat, message) },
	}));
	return ok({ items, has_more: pins.length > limit });
}

function listOldPins(call: RestCall): Reply {
	const place = call.channel();
	return ok(
		pinsOf(call, place)
			.slice(0, 50)
			.map(({ message }) => shown(call, place.chat, message)),
	);
}

/** Pinning writes a message about it into the channel. */
function pin(call: RestCall): Reply {
	const place = call.channel();
	const { guild, channel, chat } = place;
	if (guild) call.requirePermissionIn(place, Permission.PinMessages);
	const message = requireMessage(call);
	if (message.pinned) return noContent;
	if (chat.pins(channel.id).length >= MOST_PINS) throw apiErrors.maxPins();
	chat.pin(channel.id, message.id);
	const reference = { channel_id: channel.id, message_id: message.id, ...(guild && { guild_id: guild.id }) };
	chat.post(channel.id, call.bot.user, {
		type: MessageType.ChannelPinnedMessage,
		message_reference: { type: MessageReferenceType.Default, ...reference },
	});
	note(call, place, { type: AuditLogEvent.MessagePin, messageId: message.id, authorId: message.author.id });
	return noContent;
}

function unpin(call: RestCall): Reply {
	const place = call.channel();
	if (place.guild) call.requirePermissionIn(place, Permission.PinMessages);
	const message = requireMessage(call);
	place.chat.unpin(place.channel.id, message.id);
	note(call, place, { type: AuditLogEvent.MessageUnpin, messageId: message.id, authorId: message.author.id });
	return noContent;
}

interface Pinned {
	readonly type: AuditLogEvent;
	readonly messageId: string;
	readonly authorId: string;
}

function note(call: RestCall, { guild, channel }: Place, { type, messageId, authorId }: Pinned): void {
	const options = { channel_id: channel.id, message_id: messageId };
	if (guild) call.audit(guild, { type, targetId: authorId, options });
}
