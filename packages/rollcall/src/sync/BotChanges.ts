import type { IClock } from '../interfaces/IClock.js';
import type { MemberEvent } from '../roster/MemberEvent.js';
import { readUserUpdate } from './readDispatch.js';
import { REPLICA_LAG_MS } from './replicaLag.js';

/**
 * The last change of the bot itself on each shard. If somebody asks for a guild later, a replica may answer that does not
 * have the change yet.
 */
export class BotChanges {
	readonly #last = new Map<number, { readonly at: number; readonly event: MemberEvent }>();

	constructor(private readonly clock: IClock) {}

	/** USER_UPDATE: the bot has changed, in all its guilds. Each shard gets its own dispatch. */
	note(shardId: number, user: unknown): MemberEvent | undefined {
		const event = readUserUpdate(user);
		if (event) this.#last.set(shardId, { at: this.clock.now(), event });
		return event;
	}

	/** The change that an answer may still lack. */
	recent(shardId: number): MemberEvent | undefined {
		const last = this.#last.get(shardId);
		return last && this.clock.now() - last.at <= REPLICA_LAG_MS ? last.event : undefined;
	}

	/** READY has the bot as it is now, and a change that another session reported may be outdated. */
	renew(shardId: number): void {
		this.#last.delete(shardId);
	}

	/** Keeps nothing of the user. */
	forget(userId: string): void {
		for (const [shardId, { event }] of this.#last) {
			if ('userId' in event && event.userId === userId) this.#last.delete(shardId);
		}
	}
}
