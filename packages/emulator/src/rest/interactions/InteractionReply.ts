import type { APIMessage } from 'discord-api-types/v10';
import type { MessageFile } from '../../world/index.js';

/** What a bot did about an interaction. */
export interface InteractionReply {
	/** The callback, a message after it, a change of a message, or its deletion. */
	readonly kind: 'callback' | 'followup' | 'edit' | 'delete';
	/** When, in epoch milliseconds of the emulator's clock. */
	readonly at: number;
	/** The JSON that the bot sent. */
	readonly body: Readonly<Record<string, unknown>>;
	/** The message as it is after this, unless there is none. */
	readonly message?: APIMessage;
	/** The files of that message, with their bytes. */
	readonly files: readonly MessageFile[];
}

/** Something that a bot tried to answer and Discord would not take. */
export interface InteractionRefusal {
	/** In epoch milliseconds of the emulator's clock. */
	readonly at: number;
	/** Discord's JSON error code, for example 50035. */
	readonly code: number;
	/** The body of the refusal, `errors` by field among it. */
	readonly body: object;
}
