import type { GuildMember } from 'discord.js';

/** How many members are kept after they were read, so that a second read gives the same object. */
export const MAX_MADE = 50_000;
/** Members of one generation: of those that are read later, two generations are kept. */
const LATEST = 5_000;
const FOR_GOOD = MAX_MADE - 2 * LATEST;

/**
 * A bounded number of GuildMembers that were made: a walk over a million must not end with a million objects in memory.
 *
 * The first ones stay: a walk that evicts what it read first would find none of it the next time. Of the others the
 * latest stay, and are evicted by the thousand, because deleting the first entry of a Map again and again gets ever
 * slower.
 */
export class MadeMembers {
	readonly #forGood = new Map<string, GuildMember>();
	#latest = new Map<string, GuildMember>();
	#before = new Map<string, GuildMember>();

	get(userId: string): GuildMember | undefined {
		return this.#forGood.get(userId) ?? this.#latest.get(userId) ?? this.#before.get(userId);
	}

	keep(userId: string, member: GuildMember): void {
		if (this.#forGood.size < FOR_GOOD) {
			this.#forGood.set(userId, member);
			return;
		}
		if (this.#latest.size >= LATEST) {
			this.#before = this.#latest;
			this.#latest = new Map();
		}
		this.#latest.set(userId, member);
	}

	clear(): void {
		this.#forGood.clear();
		this.#latest = new Map();
		this.#before = new Map();
	}
}
