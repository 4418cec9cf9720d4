import { inTurns } from '../pacing/inTurns.js';
import type { MemberTable } from '../roster/MemberTable.js';
import type { IAwaitedGuilds } from '../sync/FollowedGuilds.js';

/**
 * Lists of before a restart that are taken over in turns with other work, and each at once if somebody looks at its guild. So
 * nobody can tell that they are not all there from the start.
 */
export class AwaitedRosters implements IAwaitedGuilds {
	/** A list that was taken over, or that nobody wants any more, does not stay here. */
	readonly #left: Map<string, MemberTable>;

	/**
	 * @param tables - by the id of their guild
	 * @param restore - takes over some of them, at once
	 */
	constructor(
		tables: ReadonlyMap<string, MemberTable>,
		private readonly restore: (tables: ReadonlyMap<string, MemberTable>) => void,
	) {
		this.#left = new Map(tables);
	}

	take(guildId: string): void {
		const table = this.#left.get(guildId);
		if (!table) return;
		this.#left.delete(guildId); // first: what takes it over looks at the guild, too
		this.restore(new Map([[guildId, table]]));
	}

	takeAll(): void {
		if (this.#left.size === 0) return;
		const tables = new Map(this.#left);
		this.#left.clear();
		this.restore(tables);
	}

	/** Takes all of them over in turns. */
	async takeInTurns(): Promise<void> {
		await inTurns(this.#left.keys(), (guildId) => this.take(guildId), 1);
	}

	/** Nobody wants them any more. */
	drop(): void {
		this.#left.clear();
	}
}
