import type { APIMessage } from 'discord-api-types/v10';
import { saveMap } from '../saved/index.js';

const KEPT = 500;

/** The latest messages of a channel. */
export class MessageStore {
	readonly #messages = new Map<string, APIMessage>();

	get(id: string): APIMessage | undefined {
		return this.#messages.get(id);
	}

	put(message: APIMessage): void {
		this.#messages.set(message.id, message);
		if (this.#messages.size > KEPT) this.#messages.delete(this.#messages.keys().next().value as string);
	}

	delete(id: string): boolean {
		return this.#messages.delete(id);
	}

	/** Keeps the messages. The returned function puts them back. */
	save(): () => void {
		return saveMap(this.#messages);
	}

	/** Newest first, as Discord lists them. */
	latest(limit: number): APIMessage[] {
		return [...this.#messages.values()].slice(-limit).reverse();
	}
}
