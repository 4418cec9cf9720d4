import type { APIInteraction, APIMessage } from 'discord-api-types/v10';

/** What a bot did about an interaction. */
export interface InteractionReply {
	/** The callback, a message after it, a change of a message, or its deletion. */
	readonly kind: 'callback' | 'followup' | 'edit' | 'delete';
	/** The JSON that the bot sent. */
	readonly body: Readonly<Record<string, unknown>>;
	/** Names of the files that came with it. */
	readonly files: readonly string[];
	/** The message as it is after this, unless there is none. */
	readonly message?: APIMessage;
}

/** An interaction that a bot was sent, and all that the bot answered. */
export class SentInteraction {
	readonly replies: InteractionReply[] = [];
	/** The bot's messages by id. */
	readonly messages = new Map<string, APIMessage>();
	/** The id of the message that `@original` stands for. */
	originalId: string | undefined;
	readonly #waiting = new Set<() => void>();

	constructor(
		readonly data: APIInteraction,
		readonly createdAt: number,
	) {}

	get isAcknowledged(): boolean {
		return this.replies.length > 0;
	}

	/** Resolves with the first reply, past or to come, that the test accepts; any will do when there is none. */
	waitFor(accepts: (reply: InteractionReply) => boolean = () => true): Promise<InteractionReply> {
		return new Promise((resolve) => {
			const look = () => {
				const reply = this.replies.find(accepts);
				if (!reply) return;
				this.#waiting.delete(look);
				resolve(reply);
			};
			this.#waiting.add(look);
			look();
		});
	}

	/** @internal Called by the routes. */
	record(reply: InteractionReply): void {
		this.replies.push(reply);
		for (const look of [...this.#waiting]) look();
	}
}
