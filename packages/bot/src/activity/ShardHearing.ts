import type { Client } from 'discord.js';
import type { Dispatch } from './readDispatch.js';

/** Discord acknowledges a heartbeat every 41 s; a socket that is silent for longer may be dead. */
const SILENCE_MS = 60_000;

interface Heard {
	readonly sequence: number;
	/** By the bot's clock. */
	readonly at: number;
}

/** When each shard was last heard, and whether one of its events never arrived. */
export class ShardHearing {
	readonly #heard = new Map<number, Heard>();
	/** Monotonic milliseconds of the last sign of each shard. */
	readonly #signs = new Map<number, number>();
	/** The last heartbeat of each shard, as discord.js stamps it, in epoch milliseconds. */
	readonly #beats = new Map<number, number>();

	constructor(private readonly client: Client) {}

	/** Takes a dispatch. If earlier ones are missing, returns the time of the last one that arrived. */
	hear({ t, s }: Dispatch, shardId: number, at: number): number | undefined {
		const before = this.#heard.get(shardId);
		const sequence = s ?? before?.sequence ?? 0;
		this.#heard.set(shardId, { sequence, at });
		this.#signs.set(shardId, performance.now());
		// Each session begins its own sequence.
		return t !== 'READY' && before && sequence > before.sequence + 1 ? before.at : undefined;
	}

	isHeard(shardId: number): boolean {
		return this.silentMs(shardId) < SILENCE_MS;
	}

	/** For how many whole milliseconds neither a dispatch nor an acknowledgement has come; 0 before the first. */
	silentMs(shardId: number): number {
		this.#lookForBeat(shardId);
		const sign = this.#signs.get(shardId);
		return sign === undefined ? 0 : Math.round(performance.now() - sign);
	}

	/** Its age is computed when it is first seen, since the wall clock may be set at any time later. */
	#lookForBeat(shardId: number): void {
		const beat = this.client.ws?.shards.get(shardId)?.lastPingTimestamp ?? -1;
		if (beat <= 0 || beat === this.#beats.get(shardId)) return;
		this.#beats.set(shardId, beat);
		const sign = performance.now() - Math.max(0, Date.now() - beat);
		this.#signs.set(shardId, Math.max(sign, this.#signs.get(shardId) ?? sign));
	}
}
