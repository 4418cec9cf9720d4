import type { IClock } from '../interfaces/IClock.js';
import type { ITransport } from '../interfaces/ITransport.js';
import { SendGate } from '../pacing/SendGate.js';
import { ShardSession } from './ShardSession.js';

/** The sessions of one bot's shards. */
export class Shards {
	readonly #sessions = new Map<number, ShardSession>();
	/** They outlive the sessions. */
	readonly #sends = new Map<number, SendGate>();

	constructor(
		private readonly transport: ITransport,
		private readonly clock: IClock,
	) {}

	of(shardId: number): ShardSession {
		let session = this.#sessions.get(shardId);
		if (!session) {
			const sendGate = this.#sends.get(shardId) ?? new SendGate(this.clock);
			this.#sends.set(shardId, sendGate);
			session = new ShardSession(shardId, this.transport, this.clock, sendGate);
			this.#sessions.set(shardId, session);
		}
		return session;
	}

	/** The bot was destroyed. If it comes back, it has other sessions. */
	forget(): void {
		this.#sessions.clear();
	}
}
