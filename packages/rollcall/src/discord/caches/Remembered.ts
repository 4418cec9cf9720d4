import type { GuildMember, User } from 'discord.js';
import type { LinkedMembers } from './LinkedMembers.js';
import type { LinkedUsers } from './LinkedUsers.js';

/** How many objects are kept because they say more than their rows. */
const MOST = 1_000;
/** What a member with their user takes, measured as heap. */
const OBJECT_BYTES = 1_200;

/**
 * Objects that discord.js has told something that no row says, such as the banner that only `users.fetch` brings. They are
 * kept though nobody holds them, up to a bound: what was told longest ago goes first.
 */
export class Remembered {
	readonly #objects = new Set<object>();
	/** What discord.js was told since the last review. */
	readonly #toldMembers = new Map<GuildMember, readonly [LinkedMembers, string]>();
	readonly #toldUsers = new Map<User, string>();

	/** How many bytes of memory they take. */
	get bytes(): number {
		return this.#objects.size * OBJECT_BYTES;
	}

	noteMember(members: LinkedMembers, id: string, member: GuildMember): void {
		this.#toldMembers.set(member, [members, id]);
	}

	/** The rows say what the user was told. */
	disregardUser(user: User | undefined): void {
		if (user) this.#toldUsers.delete(user);
	}

	noteUser(id: string, user: User): void {
		this.#toldUsers.set(user, id);
	}

	/** Keeps those that say more than their rows, now that the rows say what they will. */
	review(users: LinkedUsers): void {
		for (const [member, [members, id]] of this.#toldMembers) {
			if (members.held(id) !== member || !members.saysMore(id, member)) this.#objects.delete(member);
			else if (members.isKept) this.#keep(member);
			else members.set(id, member); // no event reaches the row, so discord.js keeps them true
		}
		this.#toldMembers.clear();
		for (const [user, id] of this.#toldUsers) {
			if (users.held(id) === user && users.saysMore(id, user)) this.#keep(user);
			else this.#objects.delete(user);
		}
		this.#toldUsers.clear();
	}

	#keep(object: object): void {
		this.#objects.delete(object);
		this.#objects.add(object);
		if (this.#objects.size <= MOST) return;
		const [oldest] = this.#objects;
		if (oldest) this.#objects.delete(oldest);
	}
}
