import { DiscordAPIError, RESTJSONErrorCodes } from 'discord.js';
import type { Answerable } from './Answerable.js';

/** The state of the interaction after that, in the fields of discord.js. */
export interface Acknowledgement {
	readonly deferred?: true;
	readonly replied?: true;
	readonly ephemeral?: boolean;
}

/**
 * Waits for the first answer to an interaction. If Discord received it but did not say so, the request is repeated, and
 * only the repetition is refused: then the answer is there.
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
