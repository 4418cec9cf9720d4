import type { APIMessage } from 'discord-api-types/v10';
import { discordTimestamp } from '../../world/index.js';
import { apiErrors } from '../errors/index.js';
import type { SentInteraction } from '../interactions/index.js';
import type { RestCall } from '../requests/index.js';
import { addInteractionMessage } from './interactions.js';
import { readMessage, requireSomething } from './messageBody.js';
import { noContent, ok, type Reply, type Route } from './Route.js';

const path = '/webhooks/:applicationId/:token';
const messagePath = `${path}/messages/:messageRef`;
const shared = { isPublic: true, isExempt: true } as const;

/** What a bot says after its first answer. The token of the interaction is the key; no bot token is needed. */
export const webhookRoutes: readonly Route[] = [
	{ method: 'POST', path, name: 'createFollowup', ...shared, handle: createFollowup },
	{ method: 'GET', path: messagePath, name: 'getFollowup', ...shared, handle: (call) => ok(requireMessage(call)) },
	{ method: 'PATCH', path: messagePath, name: 'editFollowup', ...shared, handle: editMessage },
	{ method: 'DELETE', path: messagePath, name: 'deleteFollowup', ...shared, handle: deleteMessage },
];

const loading = 1 << 7;

function requireSent(call: RestCall): SentInteraction {
	return call.context.interactions.forWebhook(call.id('applicationId'), call.param('token'));
}

/** `@original` is the message of the callback; before there was one, no message is known. */
function requireMessage(call: RestCall): APIMessage {
	const sent = requireSent(call);
	const reference = call.param('messageRef');
	const message = sent.messages.get(reference === '@original' ? (sent.originalId ?? '') : reference);
	if (!message) throw apiErrors.unknownMessage();
	return message;
}

function createFollowup(call: RestCall): Reply {
	const sent = requireSent(call);
	if (!sent.isAcknowledged) throw apiErrors.unknownWebhook();
	const given = readMessage(call);
	requireSomething(given);
	const message = addInteractionMessage(call, sent, given);
	record(call, sent, 'followup', message);
	return ok(message);
}

function editMessage(call: RestCall): Reply {
	const sent = requireSent(call);
	const before = requireMessage(call);
	const edited_timestamp = discordTimestamp(call.context.clock.now());
	const message = { ...before, ...readMessage(call), edited_timestamp, flags: Number(before.flags) & ~loading };
	sent.messages.set(message.id, message);
	record(call, sent, 'edit', message);
	return ok(message);
}

function deleteMessage(call: RestCall): Reply {
	const sent = requireSent(call);
	sent.messages.delete(requireMessage(call).id);
	record(call, sent, 'delete');
	return noContent;
}

function record(
	call: RestCall,
	sent: SentInteraction,
	kind: 'followup' | 'edit' | 'delete',
	message?: APIMessage,
): void {
	const files = call.files.map(({ name }) => name);
	sent.record({ kind, body: call.json, files, ...(message && { message }) });
}
