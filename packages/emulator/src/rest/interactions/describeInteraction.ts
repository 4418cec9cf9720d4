import { type APIInteraction, type APIUser, ApplicationCommandType, InteractionType } from 'discord-api-types/v10';
import type { SentInteraction } from './SentInteraction.js';

/** `interaction_metadata` of a new message that answers an interaction. */
export function describeInteraction(sent: SentInteraction): object {
	const { originalId, openedBy } = sent;
	return {
		...describe(sent.data),
		// Only messages after the first answer name it.
		...(originalId !== undefined && { original_response_message_id: originalId }),
		...(openedBy && { triggering_interaction_metadata: describe(openedBy.data, openedBy.originalId) }),
	};
}

function describe(data: APIInteraction, originalId?: string): object {
	return {
		id: data.id,
		type: data.type,
		...((data.member ?? data.user) && { user: withFlags(data.member?.user ?? data.user) }),
		authorizing_integration_owners: data.authorizing_integration_owners,
		...(originalId !== undefined && { original_response_message_id: originalId }),
		...(data.type === InteractionType.MessageComponent && { interacted_message_id: data.message.id }),
		...(data.type === InteractionType.ApplicationCommand && targetOf(data.data)),
	};
}

/** In this object the flags of a user appear twice. */
function withFlags(user: APIUser | undefined): object {
	return { ...user, flags: user?.public_flags ?? 0 };
}

/** The user or message for which a command of a menu was picked. */
function targetOf(data: Extract<APIInteraction, { type: InteractionType.ApplicationCommand }>['data']): object {
	if (data.type === ApplicationCommandType.User) {
		// The caller of `interactions.send` makes the data, and may leave out the user.
		const { users }: Partial<typeof data.resolved> = data.resolved ?? {};
		return { ...(users?.[data.target_id] && { target_user: withFlags(users[data.target_id]) }) };
	}
	return data.type === ApplicationCommandType.Message ? { target_message_id: data.target_id } : {};
}
