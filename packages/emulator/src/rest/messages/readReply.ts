import { type APIMessage, MessageReferenceType, MessageType } from 'discord-api-types/v10';
import { asRecord } from '../../json/index.js';
import { apiErrors } from '../errors/index.js';
import { checkForm, messageReference } from '../forms/index.js';
import type { Place, RestCall } from '../requests/index.js';

/** The fields that make a new message a reply to another one of its channel, if the request asks for it. */
export function readReply(call: RestCall, { chat, channel, guild }: Place): Partial<APIMessage> | undefined {
	const given = call.json.message_reference ?? undefined;
	if (asRecord(given)?.type === MessageReferenceType.Forward) throw apiErrors.doesNotHave('forwards');
	if (given !== undefined) checkForm(messageReference, given, ['message_reference']);
	const reference = given as { message_id?: string; fail_if_not_exists?: boolean } | undefined;
	if (reference?.message_id === undefined) return undefined;
	const { message_id } = reference;
	const referenced = chat.messages(channel.id).get(message_id);
	if (!referenced && reference.fail_if_not_exists === false) return undefined;
	if (!referenced)
		throw apiErrors.invalidForm({
			path: ['message_reference'],
			code: 'REPLIES_UNKNOWN_MESSAGE',
			message: 'Unknown message',
		});
	return {
		type: MessageType.Reply,
		message_reference: {
			...{ type: MessageReferenceType.Default, message_id, channel_id: channel.id },
			...(guild && { guild_id: guild.id }),
		},
		referenced_message: referenced,
	};
}
