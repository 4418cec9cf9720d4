import { type APIMessage, type APIUser, MessageType } from 'discord-api-types/v10';
import { discordTimestamp } from '../../clock/index.js';

/** A message with every field that Discord always sends. */
export function createMessage(
	base: { id: string; channelId: string; author: APIUser; at: number },
	given: Partial<APIMessage> = {},
): APIMessage {
	return {
		type: MessageType.Default,
		content: '',
		mentions: [],
		mention_roles: [],
		mention_everyone: false,
		attachments: [],
		embeds: [],
		components: [],
		timestamp: discordTimestamp(base.at),
		edited_timestamp: null,
		flags: 0,
		tts: false,
		pinned: false,
		...given,
		id: base.id,
		channel_id: base.channelId,
		author: base.author,
	} as APIMessage;
}
