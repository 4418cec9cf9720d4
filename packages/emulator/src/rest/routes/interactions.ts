import { type APIMessage, InteractionType, MessageFlags, InteractionResponseType as Type } from 'discord-api-types/v10';
import * as z from '../../bundled/zod.js';
import { apiErrors } from '../errors/index.js';
import { callbackTypes, checkForm, choicesForm, modalForm, readFlags } from '../forms/index.js';
import type { SentInteraction } from '../interactions/index.js';
import { readChangedMessage, readNewMessage } from '../messages/index.js';
import type { RestCall } from '../requests/index.js';
import { addInteractionMessage, contextOf, noteRefusals, recordReply } from './interactionMessages.js';
import { noContent, ok, type Reply, type Route } from './Route.js';

/**
 * The first answer to an interaction. Its token is in the path, and it counts for no limit. hikari knows the routes
 * without a limit, and takes headers of a bucket here for an error of Discord.
 */
export const interactionRoutes: readonly Route[] = [
	{
		method: 'POST',
		path: '/interactions/:interactionId/:token/callback',
		name: 'interactionCallback',
		isPublic: true,
		isExempt: true,
		isUnlimited: true,
		form: callbackTypes,
		handle: noteRefusals(acknowledge),
	},
];

/** The callbacks that each kind of interaction takes. */
const taken: Readonly<Record<number, readonly Type[]>> = {
	[InteractionType.ApplicationCommand]: [
		Type.ChannelMessageWithSource,
		Type.DeferredChannelMessageWithSource,
		Type.Modal,
	],
	[InteractionType.ApplicationCommandAutocomplete]: [Type.ApplicationCommandAutocompleteResult],
	[InteractionType.MessageComponent]: [
		Type.ChannelMessageWithSource,
		Type.DeferredChannelMessageWithSource,
		Type.DeferredMessageUpdate,
		Type.UpdateMessage,
		Type.Modal,
	],
	[InteractionType.ModalSubmit]: [
		Type.ChannelMessageWithSource,
		Type.DeferredChannelMessageWithSource,
		Type.DeferredMessageUpdate,
		Type.UpdateMessage,
	],
};

function acknowledge(call: RestCall): Reply {
	const sent = call.context.interactions.forCallback(call.id('interactionId'), call.param('token'));
	if (sent.isAcknowledged) throw apiErrors.alreadyAcknowledged();
	checkForm(z.looseObject({ type: z.literal(taken[sent.data.type] ?? [Type.Pong]) }), call.json);
	const type = call.json.type as Type;
	const message = handleCallback(call, sent, type);
	sent.originalId = message?.id;
	const reply = call.form.flag('with_response') ? ok(describeCallback(sent, type, message)) : noContent;
	return { ...reply, ...recordReply(call, sent, 'callback', message) };
}

/** The result of the callback. Choices, forms and deferrals are not a resource. */
function describeCallback({ data: { id, type } }: SentInteraction, answer: Type, message: APIMessage | undefined) {
	const has = (flag: MessageFlags) => ((message?.flags ?? 0) & flag) !== 0;
	const brought = message && {
		response_message_id: message.id,
		response_message_loading: has(MessageFlags.Loading),
		response_message_ephemeral: has(MessageFlags.Ephemeral),
	};
	const isResource = answer === Type.ChannelMessageWithSource || answer === Type.UpdateMessage;
	return { interaction: { id, type, ...brought }, ...(isResource && { resource: { type: answer, message } }) };
}

/** Carries out the callback, and gives the message that is `@original` from now on. */
function handleCallback(call: RestCall, sent: SentInteraction, type: Type): APIMessage | undefined {
	const data = (call.json.data ?? {}) as Record<string, unknown>;
	const context = contextOf(call, sent, ['data']);
	switch (type) {
		case Type.ChannelMessageWithSource:
			return addInteractionMessage(call, sent, readNewMessage(call, context));
		case Type.DeferredChannelMessageWithSource:
			return addInteractionMessage(call, sent, {
				flags: (readFlags(data.flags) & MessageFlags.Ephemeral) | MessageFlags.Loading,
			});
		case Type.DeferredMessageUpdate:
			return requireSource(call, sent);
		case Type.UpdateMessage: {
			const message = readChangedMessage(call, requireSource(call, sent), context);
			call.context.interactions.messages.edit(String(sent.data.guild_id), message);
			return message;
		}
		case Type.Modal:
			checkForm(modalForm, data, ['data']);
			return undefined;
		default:
			checkForm(choicesForm, data, ['data']);
			return undefined;
	}
}

/** The message whose component was used. Only this one can be updated. */
function requireSource({ context }: RestCall, sent: SentInteraction): APIMessage {
	const { message, channel, guild_id } = sent.data;
	const current = message && context.interactions.messages.get(String(guild_id), String(channel?.id), message.id);
	if (!current) throw apiErrors.unknownMessage();
	sent.messageIds.add(current.id);
	return current;
}
