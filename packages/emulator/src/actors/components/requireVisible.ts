import type { APIMessage } from 'discord-api-types/v10';
import type { Answer } from '../../rest/index.js';
import { isEphemeral } from '../../world/index.js';
import { ActorError } from '../errors/index.js';

/** A message that an actor looks at: an answer of a bot, or any message. */
export type MessageReference = Answer | Pick<APIMessage, 'id' | 'channel_id'>;

/** The place of a message. */
export function placeOf(reference: MessageReference): { readonly id: string; readonly channelId: string } {
	const message = 'interaction' in reference ? reference.message : reference;
	if (!message) throw new ActorError('The answer is not a message, so there is nothing to click.');
	return { id: message.id, channelId: message.channel_id };
}

/** Refuses a message that is gone, or that only another user can see. */
export function requireVisible(message: APIMessage | undefined, id: string, userId: string): APIMessage {
	if (!message) throw new ActorError(`The message ${id} is gone.`);
	if (isEphemeral(message) && message.interaction_metadata?.user.id !== userId)
		throw new ActorError(`The message ${id} is ephemeral, and not visible to the user ${userId}.`);
	return message;
}
