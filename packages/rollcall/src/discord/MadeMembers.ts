import type { GuildMember } from 'discord.js';

/** Members that are kept after they were read, so that reading one again gives the same object. */
export const MAX_MADE = 50_000;
/** So many of them for good, and of those who are read later so many in each of two generations. */
const LATEST = 5_000;
const FOR_GOOD = MAX_MADE - 2 * LATEST;

/**
 * GuildMembers that were made, of a bounded number: a walk over a million must not end with a million objects in memory.
 *
 * The first of them stay, since a walk that puts out what it read first would find nothing of it the next time. Of the others
 * the latest stay, and go by the thousand: to delete the first of a Map again and again takes ever longer.
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
