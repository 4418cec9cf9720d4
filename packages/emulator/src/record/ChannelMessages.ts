import type { GuildEvent } from '../world/changes/index.js';

/** Where a message is: how many newer ones its channel has. */
export interface MessagePlace {
	readonly id: string;
	readonly channelId: string;
	readonly newer: number;
}

/** The messages that were written in a session, by channel, the newest first. */
export class ChannelMessages {
	readonly #channels = new Map<string, string[]>();

	/** Follows a change of the world. */
	follow(change: GuildEvent): void {
		if (change.type === 'messageCreate') this.#of(change.message.channel_id).unshift(change.message.id);
		else if (change.type === 'messageDelete') this.#remove(change.channelId, [change.messageId]);
		else if (change.type === 'messageDeleteBulk') this.#remove(change.channelId, change.messageIds);
	}

	/** Where the messages are now whose ids stand in a text. */
	placesIn(text: string): MessagePlace[] {
		return [...this.#channels].flatMap(([channelId, ids]) =>
			ids.flatMap((id, newer) => (text.includes(id) ? [{ id, channelId, newer }] : [])),
		);
	}

	#of(channelId: string): string[] {
		const ids = this.#channels.get(channelId) ?? [];
		this.#channels.set(channelId, ids);
		return ids;
	}

	#remove(channelId: string, gone: readonly string[]): void {
		this.#channels.set(
			channelId,
			this.#of(channelId).filter((id) => !gone.includes(id)),
		);
	}
}
