import { compareSnowflakes } from '../../random/index.js';
import { saveMaps } from '../saved/index.js';

/** A pinned message. */
export interface Pin {
	readonly messageId: string;
	/** When it was pinned, in epoch milliseconds. */
	readonly at: number;
}

/** The pinned messages of channels. */
export class Pins {
	readonly #byChannel = new Map<string, Map<string, number>>();

	/** The pins of a channel, the latest first. */
	of(channelId: string): Pin[] {
		const pins = [...(this.#byChannel.get(channelId) ?? [])].map(([messageId, at]) => ({ messageId, at }));
		return pins.sort((a, b) => b.at - a.at || compareSnowflakes(b.messageId, a.messageId));
	}

	add(channelId: string, messageId: string, at: number): void {
		const pins = this.#byChannel.get(channelId) ?? new Map<string, number>();
		this.#byChannel.set(channelId, pins.set(messageId, at));
	}

	remove(channelId: string, messageId: string): boolean {
		return this.#byChannel.get(channelId)?.delete(messageId) ?? false;
	}

	/** Keeps all pins. The returned function puts them back. */
	save(): () => void {
		return saveMaps(this.#byChannel);
	}

	forget(channelId: string): void {
		this.#byChannel.delete(channelId);
	}
}
