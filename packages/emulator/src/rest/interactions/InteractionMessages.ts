import type { APIMessage } from 'discord-api-types/v10';
import { isEphemeral, type World } from '../../world/index.js';

const KEPT = 1000;

/** The messages of interactions. An ephemeral message is kept here, any other one in its channel. */
export class InteractionMessages {
	readonly #ephemeral = new Map<string, APIMessage>();

	constructor(private readonly world: World) {}

	get(guildId: string, channelId: string, messageId: string): APIMessage | undefined {
		return this.#ephemeral.get(messageId) ?? this.world.guild(guildId).chat.messages(channelId).get(messageId);
	}

	add(guildId: string, message: APIMessage): void {
		if (isEphemeral(message)) this.#keep(message);
		else this.world.guild(guildId).chat.add(message);
	}

	edit(guildId: string, message: APIMessage): void {
		if (isEphemeral(message)) this.#keep(message);
		else this.world.guild(guildId).chat.edit(message);
	}

	delete(guildId: string, message: APIMessage): void {
		if (!this.#ephemeral.delete(message.id)) this.world.guild(guildId).chat.delete(message.channel_id, message.id);
	}

	/** The messages in a channel that only this user sees, the oldest first. */
	ephemeralFor(userId: string, channelId: string): APIMessage[] {
		return [...this.#ephemeral.values()].filter(
			({ channel_id, interaction_metadata }) => channel_id === channelId && interaction_metadata?.user.id === userId,
		);
	}

	/** Forgets the ephemeral messages. */
	clear(): void {
		this.#ephemeral.clear();
	}

	#keep(message: APIMessage): void {
		this.#ephemeral.set(message.id, message);
		if (this.#ephemeral.size > KEPT) this.#ephemeral.delete(this.#ephemeral.keys().next().value as string);
	}
}
