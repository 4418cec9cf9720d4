import type { MemberTable } from '../../roster/MemberTable.js';
import { ageOf } from '../../roster/ReadRows.js';
import type { UserIndex } from '../../roster/UserIndex.js';
import type { LinkedMembers } from './LinkedMembers.js';
import type { MemberCache } from './MemberCache.js';

/** A cache with rows behind it. */
export interface LinkedGuild {
	readonly cache: MemberCache;
	readonly members: LinkedMembers;
}

/** The guilds of a client whose caches have rows behind them, by their ids, their rows and their users. */
export class LinkedGuilds {
	/** By id of the guild. It may be gone by now, and come back as another object. */
	readonly #byId = new Map<string, LinkedGuild>();
	readonly #byTable = new Map<MemberTable, LinkedMembers>();

	/** @param index - finds the tables that have a user */
	constructor(readonly index: UserIndex) {}

	get(guildId: string): LinkedGuild | undefined {
		return this.#byId.get(guildId);
	}

	ids(): IterableIterator<string> {
		return this.#byId.keys();
	}

	*members(): Generator<LinkedMembers, undefined> {
		for (const { members } of this.#byId.values()) yield members;
	}

	add(guildId: string, linked: LinkedGuild): void {
		this.#byId.set(guildId, linked);
		this.follow(linked.members.table, linked.members);
	}

	delete(guildId: string, { table }: LinkedMembers): void {
		this.#byId.delete(guildId);
		this.unfollow(table);
	}

	/** The rows of the table are those of the guild. */
	follow(table: MemberTable, members: LinkedMembers): void {
		this.#byTable.set(table, members);
		this.index.add(table);
	}

	unfollow(table: MemberTable): void {
		this.#byTable.delete(table);
		this.index.remove(table);
	}

	/** The members of the guild whose rows these are. */
	withTable(table: MemberTable): LinkedMembers | undefined {
		return this.#byTable.get(table);
	}

	/** All guilds with rows. */
	withRows(): readonly LinkedMembers[] {
		return [...this.#byTable.values()];
	}

	/** The guilds whose rows have the user, those with the newest data first. */
	withUser(id: string): readonly LinkedMembers[] {
		const found: LinkedMembers[] = [];
		for (const table of this.index.find(id)) {
			const members = this.#byTable.get(table);
			if (members) found.push(members);
		}
		return found.length < 2 || found[0]?.isTrue ? found : found.sort(byAge);
	}
}

/** Those with newer data first. */
function byAge({ rows: a }: LinkedMembers, { rows: b }: LinkedMembers): number {
	return ageOf(a) === ageOf(b) ? 0 : ageOf(b) - ageOf(a);
}
