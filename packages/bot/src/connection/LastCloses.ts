import { type Client, Events, GatewayCloseCodes, type WebSocketShard } from 'discord.js';

/** Codes of WebSocket itself, and the one by which discord.js hangs up to resume. */
const OTHER_NAMES: Readonly<Partial<Record<number, string>>> = {
	1000: 'Normal',
	1001: 'GoingAway',
	1005: 'NoCode',
	1006: 'NoCloseFrame',
	4200: 'HungUpToResume',
};

/** The reason why a connection was closed, for the log. */
export interface CloseFacts {
	readonly code?: number;
	readonly codeName?: string;
}

/** The last close of each shard. discord.js tells only the listeners of the shard. */
export class LastCloses {
	readonly #codes = new Map<number, number>();
	readonly #known = new WeakSet<WebSocketShard>();

	constructor(client: Client) {
		const listen = () => this.#listen(client);
		// The shards are made at the login, between two of these events, and none is added later.
		client.on(Events.Debug, listen);
		client.once(Events.ClientReady, () => void client.off(Events.Debug, listen));
	}

	/** The last close since the last call; a connection that was never opened has no code. */
	take(shardId: number): CloseFacts {
		const code = this.#codes.get(shardId);
		this.#codes.delete(shardId);
		return code === undefined ? {} : describeCode(code);
	}

	#listen({ ws }: Client): void {
		for (const shard of ws.shards.values()) {
			if (this.#known.has(shard)) continue;
			this.#known.add(shard);
			shard.on('close', ({ code }) => void this.#codes.set(shard.id, code));
		}
	}
}

/** A close code with its name in Discord's documentation. */
export function describeCode(code: number): CloseFacts {
	const codeName = GatewayCloseCodes[code] ?? OTHER_NAMES[code];
	return codeName === undefined ? { code } : { code, codeName };
}
