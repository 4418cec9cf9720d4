import { type APIMessage, MessageFlags } from 'discord-api-types/v10';

/** Whether only the user that a message answers can see it. */
export function isEphemeral({ flags }: Pick<APIMessage, 'flags'>): boolean {
	return ((flags ?? 0) & MessageFlags.Ephemeral) !== 0;
}
