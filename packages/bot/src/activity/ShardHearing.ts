import type { Client } from 'discord.js';
import type { Dispatch } from './readDispatch.js';

/** Discord acknowledges a heartbeat every 41 s; a socket that is silent for longer may be dead. */
const SILENCE_MS = 60_000;

interface Heard {
	readonly sequence: number;
	/** By the clock of the bot. */
	readonly at: number;
	/** By the time of the machine, as discord.js stamps its heartbeats. */
	readonly stamp: number;
}

/** When each shard was heard last, and whether it was told something that never arrived. */
export class ShardHearing {
	readonly #heard = new Map<number, Heard>();

	constructor(private readonly client: Client) {}

	/** Takes a dispatch. Where others before it are missing, it says since when: the time of the last one that arrived. */
	hear({ t, s }: Dispatch, shardId: number, at: number): number | undefined {
		const before = this.#heard.get(shardId);
		const sequence = s ?? before?.sequence ?? 0;
		this.#heard.set(shardId, { sequence, at, stamp: Date.now() });
		// Sequences begin anew with a session.
		return t !== 'READY' && before && sequence > before.sequence + 1 ? before.at : undefined;
	}

	isHeard(shardId: number): boolean {
		return this.silentMs(shardId) < SILENCE_MS;
	}

	/** For how long nothing has come, neither a dispatch nor an acknowledgement; 0 before the first of them. */
	silentMs(shardId: number): number {
		const heartbeatAt = this.client.ws?.shards.get(shardId)?.lastPingTimestamp ?? -1;
		const last = Math.max(heartbeatAt, this.#heard.get(shardId)?.stamp ?? -1);
		return last <= 0 ? 0 : Math.max(0, Date.now() - last);
	}
}
