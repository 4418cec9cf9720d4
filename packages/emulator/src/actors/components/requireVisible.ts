import type { APIMessage } from 'discord-api-types/v10';
import type { Answer } from '../../rest/index.js';
import { isEphemeral } from '../../world/index.js';
import { ActorError } from '../errors/index.js';

/** A message as it is looked at: an answer that a bot gave, or any message. */
export type MessageReference = Answer | Pick<APIMessage, 'id' | 'channel_id'>;

/** The place of a message. */
export function placeOf(reference: MessageReference): { readonly id: string; readonly channelId: string } {
	const message = 'interaction' in reference ? reference.message : reference;
	if (!message) throw new ActorError('The answer is no message, so there is nothing to click.');
	return { id: message.id, channelId: message.channel_id };
}

/** Refuses a message that is gone, or that somebody else alone can see. */
export function requireVisible(message: APIMessage | undefined, id: string, userId: string): APIMessage {
	if (!message) throw new ActorError(`The message ${id} is gone.`);
	if (isEphemeral(message) && message.interaction_metadata?.user.id !== userId)
		throw new ActorError(`The message ${id} is ephemeral, and not for the user ${userId}.`);
	return message;
}
