import type { RawMember } from '../../interfaces/ITransport.js';
import { MemberTable } from '../../roster/MemberTable.js';
import type { UserIndex } from '../../roster/UserIndex.js';

/** How many rows are looked at in each turn of the event loop. */
const ROWS_A_TURN = 8_192;

/**
 * Users who are in no row of a guild any more. discord.js forgets no user, so they stay in `client.users.cache`, in rows of
 * their own.
 */
export class RetiredUsers {
	readonly #table = new MemberTable();
	/** Rows of guilds that have none now, by guild. Most of their users are expected back with the next roster. */
	readonly #waiting = new Map<string, MemberTable>();
	/** Rows whose users are being taken over. */
	readonly #leaving = new Set<MemberTable>();

	/**
	 * @param index - finds the users in these rows, too
	 * @param isElsewhere - whether the rows of a guild have the user
	 */
	constructor(
		private readonly index: UserIndex,
		private readonly isElsewhere: (id: string) => boolean,
	) {
		index.add(this.#table);
	}

	/** The rows with such users, and with others. */
	tables(): MemberTable[] {
		return [this.#table, ...this.#waiting.values(), ...this.#leaving];
	}

	/** The user has left the last guild. */
	add(user: RawMember['user']): void {
		this.#table.set({ user } as RawMember);
	}

	/** These rows go, and may be newer than what is kept of a user who had come back. */
	learn(table: MemberTable): void {
		for (const id of this.#table.view().ids()) {
			const user = table.get(id)?.user;
			if (user) this.add(user);
		}
	}

	/** The guild has no rows until a new list of it is there. */
	wait(guildId: string, table: MemberTable): void {
		this.settle(guildId);
		this.#waiting.set(guildId, table);
		this.index.add(table);
	}

	/** The guild has rows again, or never will. */
	settle(guildId: string): void {
		const table = this.#waiting.get(guildId);
		if (!table) return;
		this.#waiting.delete(guildId);
		this.take(table);
	}

	/** Takes over the users of these rows who are in no others. */
	take(table: MemberTable): void {
		this.#leaving.add(table);
		this.index.add(table);
		const rows = table.view().rows();
		const turn = () => {
			for (let count = 0; count < ROWS_A_TURN; count++) {
				const { value, done } = rows.next();
				if (done) {
					this.#leaving.delete(table);
					this.index.remove(table);
					return;
				}
				if (!this.isElsewhere(value.user.id) && table.has(value.user.id)) this.add(value.user);
			}
			setImmediate(turn);
		};
		setImmediate(turn);
	}

	forget(userId: string): void {
		for (const table of this.tables()) table.erase(userId);
	}
}
