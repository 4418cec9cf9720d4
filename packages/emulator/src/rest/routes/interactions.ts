import { type APIMessage, InteractionResponseType as Type } from 'discord-api-types/v10';
import { apiErrors } from '../errors/index.js';
import type { SentInteraction } from '../interactions/index.js';
import { readChangedMessage, readNewMessage, requireSomething } from '../messages/index.js';
import type { RestCall } from '../requests/index.js';
import { addInteractionMessage, noteRefusals, recordReply } from './interactionMessages.js';
import { noContent, ok, type Reply, type Route } from './Route.js';

/** The first answer to an interaction. It carries its token in the path and counts for no global limit. */
export const interactionRoutes: readonly Route[] = [
	{
		method: 'POST',
		path: '/interactions/:interactionId/:token/callback',
		name: 'interactionCallback',
		isPublic: true,
		isExempt: true,
		handle: noteRefusals(acknowledge),
	},
];

const loading = 1 << 7;
const ephemeral = 1 << 6;

function acknowledge(call: RestCall): Reply {
	const sent = call.context.interactions.forCallback(call.id('interactionId'), call.param('token'));
	if (sent.isAcknowledged) throw apiErrors.alreadyAcknowledged();
	const { type } = call.json;
	if (typeof type !== 'number')
		throw apiErrors.invalidForm({ path: ['type'], code: 'BASE_TYPE_REQUIRED', message: 'This field is required' });
	const message = handleCallback(call, sent, type);
	sent.originalId = message?.id;
	recordReply(call, sent, 'callback', message);
	if (!call.form.flag('with_response')) return noContent;
	const { id } = sent.data;
	const callback = { id, type: sent.data.type, ...(message && { response_message_id: message.id }) };
	return ok({ interaction: callback, resource: { type, ...(message && { message }) } });
}

/** Does what the callback says; gives the message that is `@original` from now on. */
function handleCallback(call: RestCall, sent: SentInteraction, type: Type): APIMessage | undefined {
	const data = (call.json.data ?? {}) as Record<string, unknown>;
	const flags = Number(data.flags ?? 0);
	switch (type) {
		case Type.ChannelMessageWithSource: {
			const message = readNewMessage(call, data);
			requireSomething(message);
			return addInteractionMessage(call, sent, message);
		}
		case Type.DeferredChannelMessageWithSource:
			return addInteractionMessage(call, sent, { flags: (flags & ephemeral) | loading });
		case Type.DeferredMessageUpdate:
			return requireSource(call, sent);
		case Type.UpdateMessage: {
			const message = readChangedMessage(call, requireSource(call, sent), data);
			call.context.interactions.messages.edit(String(sent.data.guild_id), message);
			return message;
		}
		default:
			return undefined;
	}
}

/** The message whose component was used, which alone can be updated. */
function requireSource({ context }: RestCall, sent: SentInteraction): APIMessage {
	const { message, channel, guild_id } = sent.data;
	const current = message && context.interactions.messages.get(String(guild_id), String(channel?.id), message.id);
	if (!current) throw apiErrors.unknownMessage();
	sent.messageIds.add(current.id);
	return current;
}
