import type { Client } from 'discord.js';
import { socketsOf, wasDestroyed } from './internals.js';

const ends = new WeakMap<Client, ClientEnd>();

/** The one for this client: a service that comes later must know what an earlier one has seen. */
export function endOf(client: Client): ClientEnd {
	const end = ends.get(client) ?? new ClientEnd(client);
	ends.set(client, end);
	return end;
}

/**
 * Knows whether a client is destroyed: from the call of `client.destroy()` until it logs in again. discord.js itself
 * cannot say: it removes the token only when the last socket has closed, and marks its manager as destroyed for ever.
 */
class ClientEnd {
	#isKnown: boolean;
	/** The shards that are being closed. */
	#closing: readonly object[] = [];

	constructor(private readonly client: Client) {
		this.#isKnown = wasDestroyed(client);
	}

	get isDestroyed(): boolean {
		if (!wasDestroyed(this.client)) return false;
		const shards = socketsOf(this.client);
		if (!this.#isKnown) this.#closing = shards;
		this.#isKnown = true;
		if (!this.client.token) this.#closing = [];
		return !this.client.token || this.#closing.some((shard) => shards.includes(shard)); // a login makes others
	}
}
