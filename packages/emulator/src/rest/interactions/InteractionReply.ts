import type { APIMessage } from 'discord-api-types/v10';
import type { MessageFile } from '../../world/index.js';

/** One thing that a bot did in answer to an interaction. */
export interface InteractionReply {
	/** The callback, a later message, an edit of a message, or its deletion. */
	readonly kind: 'callback' | 'followup' | 'edit' | 'delete';
	/** The time in epoch milliseconds of the emulator's clock. */
	readonly at: number;
	/** The JSON that the bot sent. */
	readonly body: Readonly<Record<string, unknown>>;
	/** The message after this, if there is one. */
	readonly message?: APIMessage;
	/** The files of that message, with their bytes. */
	readonly files: readonly MessageFile[];
}

/** An answer of a bot that was refused as Discord would. */
export interface InteractionRefusal {
	/** In epoch milliseconds of the emulator's clock. */
	readonly at: number;
	/** Discord's JSON error code, for example 50035. */
	readonly code: number;
	/** The body of the refusal, with `errors` by field. */
	readonly body: object;
}
