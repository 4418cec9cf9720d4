import { type APIMessage, ApplicationCommandType, InteractionType, MessageType } from 'discord-api-types/v10';
import { createMessage } from '../../world/index.js';
import { ApiError, apiErrors } from '../errors/index.js';
import { describeInteraction, type InteractionReply, type SentInteraction } from '../interactions/index.js';
import type { MessageContext } from '../messages/index.js';
import type { RestCall } from '../requests/index.js';
import type { Reply } from './Route.js';

/** A message of a bot in answer to an interaction. */
export function addInteractionMessage(call: RestCall, sent: SentInteraction, given: Partial<APIMessage>): APIMessage {
	const { world, accounts, clock, interactions } = call.context;
	const { data } = sent;
	const author = accounts.byId(data.application_id)?.user ?? world.user(data.application_id);
	if (!author) throw apiErrors.unknownUser();
	const base = { id: world.nextId(), channelId: data.channel?.id ?? '0', author, at: clock.now() };
	const message = createMessage(base, { ...given, ...originOf(sent) });
	sent.messageIds.add(message.id);
	interactions.messages.add(String(data.guild_id), message);
	return message;
}

/** The place and author of an interaction's messages. */
export function contextOf(call: RestCall, sent: SentInteraction, at: readonly string[] = []): MessageContext {
	const { application_id: authorId, guild_id } = sent.data;
	return { chat: call.context.world.guild(guild_id).chat, authorId, at };
}

/** The fields of a message about the interaction that it answers. */
function originOf(sent: SentInteraction): object {
	const { data, isAcknowledged } = sent;
	return {
		...(!isAcknowledged && typeOf(sent)),
		webhook_id: data.application_id,
		application_id: data.application_id,
		interaction_metadata: describeInteraction(sent),
	};
}

/** Messages that answer a command have their own type. */
function typeOf({ data }: SentInteraction): { type?: MessageType } {
	if (data.type !== InteractionType.ApplicationCommand) return {};
	const isTyped = data.data.type === ApplicationCommandType.ChatInput;
	return { type: isTyped ? MessageType.ChatInputCommand : MessageType.ContextMenuCommand };
}

/** Records what the bot did. Waits for it end when the bot has the response to its request. */
export function recordReply(
	call: RestCall,
	sent: SentInteraction,
	kind: InteractionReply['kind'],
	message?: APIMessage,
): Required<Pick<Reply, 'afterwards'>> {
	const files = message ? call.context.world.attachments.of(message) : [];
	return { afterwards: sent.record({ kind, body: call.json, files, ...(message && { message }) }) };
}

/** Records what was refused, so that the error of a wait can say why no answer came. */
export function noteRefusals(handle: (call: RestCall) => Reply): (call: RestCall) => Reply {
	return (call) => {
		try {
			return handle(call);
		} catch (error) {
			const sent = call.context.interactions.byToken(call.param('token'));
			if (error instanceof ApiError) sent?.recordRefusal({ code: error.code, body: error.body });
			throw error;
		}
	};
}
