/** How many users are remembered for each shard, and for how long. */
const MOST = 5_000;
const KEPT_MS = 120_000;

interface Tellings {
	/** Monotonic ms, the oldest first. */
	readonly at: Map<string, number>;
	/** The last moment that is remembered no more: somebody who is missing may have been told of until then. */
	forgottenAt: number | undefined;
}

/**
 * When each shard last told something new about a user. Events of one shard come in order. Those of two do not, so an event
 * of a shard may be older than what another shard has told.
 */
export class UserTellings {
	readonly #shards = new Map<number, Tellings>();

	/** @param now - monotonic ms */
	note(userId: string, shardId: number, now: number): void {
		const told = this.#shards.get(shardId) ?? { at: new Map(), forgottenAt: undefined };
		this.#shards.set(shardId, told);
		told.at.delete(userId);
		told.at.set(userId, now);
		for (const [oldest, at] of told.at) {
			if (told.at.size <= MOST && now - at <= KEPT_MS) return;
			forget(told, oldest);
		}
	}

	/** Whether another shard may have told of the user at this moment (monotonic ms) or later. */
	isToldElsewhere(userId: string, shardId: number, since: number): boolean {
		for (const [id, { at, forgottenAt }] of this.#shards) {
			const toldAt = at.get(userId) ?? forgottenAt;
			if (id !== shardId && toldAt !== undefined && toldAt >= since) return true;
		}
		return false;
	}

	/** Keeps nothing of the user. */
	forget(userId: string): void {
		for (const told of this.#shards.values()) forget(told, userId);
	}
}

function forget(told: Tellings, userId: string): void {
	const at = told.at.get(userId);
	if (at === undefined) return;
	told.forgottenAt = Math.max(told.forgottenAt ?? at, at);
	told.at.delete(userId);
}
