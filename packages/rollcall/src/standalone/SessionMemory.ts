import type { SessionInfo } from '@discordjs/ws';

type Retrieve = (shardId: number) => SessionInfo | null;

/** Functions that answer at once. */
const atOnce = new WeakSet<object>();

/** Whether a `retrieveSessionInfo` or an `updateSessionInfo` is of a {@link SessionMemory}. */
export function isOfMemory(one: object): boolean {
	return atOnce.has(one);
}

/** The sessions of the shards, as `WebSocketManager` wants them. */
export class SessionMemory {
	readonly #sessions = new Map<number, SessionInfo>();
	#isOver = false;

	constructor() {
		atOnce.add(this.retrieve);
		atOnce.add(this.update);
	}

	readonly retrieve: Retrieve = (shardId) => this.#sessions.get(shardId) ?? null;

	readonly update = (shardId: number, session: SessionInfo | null): void => {
		if (session) this.#sessions.set(shardId, session);
		else if (!this.#isOver) this.#sessions.delete(shardId);
	};

	/** The process stops, and the sessions go on in the next one: `destroy()` of the manager ends none of them. */
	end(): void {
		this.#isOver = true;
	}
}
