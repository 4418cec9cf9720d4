import { type APIMessage, MessageFlags } from 'discord-api-types/v10';
import { apiErrors } from '../errors/index.js';
import { messageTypes } from '../forms/index.js';
import type { SentInteraction } from '../interactions/index.js';
import { readChangedMessage, readNewMessage } from '../messages/index.js';
import type { RestCall } from '../requests/index.js';
import { addInteractionMessage, contextOf, noteRefusals, recordReply } from './interactionMessages.js';
import { noContent, ok, type Reply, type Route } from './Route.js';
import {
	deleteWebhookMessage,
	editWebhookMessage,
	executeWebhook,
	getWebhookMessage,
	webhookOf,
} from './webhookMessages.js';

const path = '/webhooks/:applicationId/:token';
const messagePath = `${path}/messages/:messageRef`;
type Handle = (call: RestCall) => Reply;

const shared = { isPublic: true, isExempt: true, form: messageTypes } as const;
/** A webhook of a guild has the same paths as an interaction, and its own id and token. */
const route = (method: Route['method'], at: string, name: string, handle: Handle, handleOwn: Handle): Route => ({
	...{ method, path: at, name, ...shared },
	handle: (call) => (webhookOf(call) ? handleOwn(call) : noteRefusals(handle)(call)),
});
/** Messages of a bot after its first answer. They need the token of the interaction, and no bot token. */
export const webhookRoutes: readonly Route[] = [
	route('POST', path, 'createFollowup', createFollowup, executeWebhook),
	route('GET', messagePath, 'getFollowup', (call) => ok(requireMessage(call)), getWebhookMessage),
	route('PATCH', messagePath, 'editFollowup', editMessage, editWebhookMessage),
	route('DELETE', messagePath, 'deleteFollowup', deleteMessage, deleteWebhookMessage),
];

function requireSent(call: RestCall): SentInteraction {
	return call.context.interactions.forWebhook(call.id('applicationId'), call.param('token'));
}

/** The message of the path. `@original` is the message of the callback, and unknown before it. */
function requireMessage(call: RestCall): APIMessage {
	const sent = requireSent(call);
	const reference = call.param('messageRef');
	const id = reference === '@original' ? sent.originalId : reference;
	const { guild_id, channel } = sent.data;
	if (id === undefined || !sent.messageIds.has(id)) throw apiErrors.unknownMessage();
	const message = call.context.interactions.messages.get(String(guild_id), String(channel?.id), id);
	if (!message) throw apiErrors.unknownMessage();
	return message;
}

/** The first message after a deferral fills it in, and is as ephemeral as the deferral. Any other message is new. */
function createFollowup(call: RestCall): Reply {
	const sent = requireSent(call);
	if (!sent.isAcknowledged) throw apiErrors.unknownWebhook();
	const original = sent.message;
	const isLoading = ((original?.flags ?? 0) & MessageFlags.Loading) !== 0;
	if (original && isLoading) return change(call, sent, original, 'followup');
	const message = addInteractionMessage(call, sent, readNewMessage(call, contextOf(call, sent)));
	return { ...ok(message), ...recordReply(call, sent, 'followup', message) };
}

function editMessage(call: RestCall): Reply {
	return change(call, requireSent(call), requireMessage(call), 'edit');
}

function change(call: RestCall, sent: SentInteraction, before: APIMessage, kind: 'followup' | 'edit'): Reply {
	const message = readChangedMessage(call, before, contextOf(call, sent));
	call.context.interactions.messages.edit(String(sent.data.guild_id), message);
	return { ...ok(message), ...recordReply(call, sent, kind, message) };
}

function deleteMessage(call: RestCall): Reply {
	const sent = requireSent(call);
	call.context.interactions.messages.delete(String(sent.data.guild_id), requireMessage(call));
	return { ...noContent, ...recordReply(call, sent, 'delete') };
}
