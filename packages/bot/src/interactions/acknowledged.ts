import { DiscordAPIError, RESTJSONErrorCodes } from 'discord.js';
import type { Answerable } from './Answerable.js';

/** What Discord then knows of the interaction, as discord.js writes it down. */
export interface Acknowledgement {
	readonly deferred?: true;
	readonly replied?: true;
	readonly ephemeral?: boolean;
}

/**
 * Waits for the first answer to an interaction. Where Discord has it, though it failed to say so, the request was repeated,
 * and only the repetition is refused: then the answer is there.
 */
export async function acknowledged(
	interaction: Answerable,
	sending: Promise<unknown>,
	known: Acknowledgement,
): Promise<void> {
	try {
		await sending;
	} catch (error) {
		const isThere =
			error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged;
		if (!isThere) throw error;
		Object.assign(interaction, known);
	}
}
