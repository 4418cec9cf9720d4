import type { RawMember } from '../../interfaces/ITransport.js';
import { MemberTable } from '../../roster/MemberTable.js';
import { learnedRows, type ReadRows } from '../../roster/ReadRows.js';
import type { UserIndex } from '../../roster/UserIndex.js';

/** How many rows are looked at in each turn of the event loop. */
const ROWS_A_TURN = 8_192;

/** What is known of the users of all rows. */
export interface UserRows {
	/** Finds the tables that have a user. */
	readonly index: UserIndex;
	/** The rows with the newest data of the user. */
	newestOf(id: string): ReadRows | undefined;
	/** The members of the guild whose rows these are. */
	membersOf(table: MemberTable): object | undefined;
	/** Writes what is known of a user into all rows that are not true. */
	onTold(id: string, user: RawMember['user']): void;
}

/**
 * Users who are in no row of a guild any more. discord.js forgets no user, so they stay in `client.users.cache`, in rows of
 * their own.
 *
 * No event reaches these rows. What is told of a user is written into all that have them, and what rows know that go is
 * written into those that stay: so nobody seems to change back.
 */
export class RetiredUsers {
	#own = learnedRows(new MemberTable(), Number.NEGATIVE_INFINITY);
	/** All rows that have such users. */
	readonly #former = new Map([[this.#own.table, this.#own]]);
	/** Those of guilds that have none now, by guild. Most of their users are expected back with the next roster. */
	readonly #waiting = new Map<string, ReadRows>();
	/** Rows that were dropped. They say what is known of users who are elsewhere, too. */
	readonly #dropped = new Map<MemberTable, ReadRows>();

	constructor(private readonly all: UserRows) {
		all.index.add(this.#own.table);
	}

	/** The rows with such users, and with others. */
	tables(): MemberTable[] {
		return [...this.#former.keys()];
	}

	/** The rows of this table, if it is one of these. */
	rowsOf(table: MemberTable): ReadRows | undefined {
		return this.#former.get(table);
	}

	/** Rows that were dropped, and have the user. */
	droppedWith(id: string): ReadRows[] {
		return this.#dropped.size === 0 ? [] : [...this.#dropped.values()].filter(({ table }) => table.has(id));
	}

	/** The user has left the last guild. */
	add(user: RawMember['user']): void {
		this.#own.table.set({ user } as RawMember);
	}

	/** These rows go. Only users who are elsewhere stay, and these rows may know them better. */
	drop(rows: ReadRows): void {
		this.#dropped.set(rows.table, rows);
		this.#pass(rows, this.#dropped, () => {});
	}

	/** The guild has no rows until a new list of it is there. */
	wait(guildId: string, rows: ReadRows): void {
		this.settle(guildId);
		this.#waiting.set(guildId, rows);
		this.#enter(rows);
	}

	/** The guild has rows again, or never will. */
	settle(guildId: string): void {
		const rows = this.#waiting.get(guildId);
		if (!rows) return;
		this.#waiting.delete(guildId);
		this.take(rows);
	}

	/** The same for a guild that has no rows. */
	dropWaiting(guildId: string): void {
		const rows = this.#waiting.get(guildId);
		if (!rows) return;
		this.#waiting.delete(guildId);
		this.#leave(rows.table);
		this.drop(rows);
	}

	/** Keeps nobody. */
	clear(): void {
		for (const table of this.tables()) this.#leave(table);
		this.#waiting.clear();
		this.#dropped.clear();
		this.#own = learnedRows(new MemberTable(), Number.NEGATIVE_INFINITY);
		this.#enter(this.#own);
	}

	/** Takes over the users of these rows who are in no others. */
	take(rows: ReadRows): void {
		this.#enter(rows);
		this.#pass(rows, this.#former, (user) => this.all.index.find(user.id).length === 1 && this.add(user));
	}

	forget(userId: string): void {
		for (const table of [...this.#former.keys(), ...this.#dropped.keys()]) table.erase(userId);
	}

	#enter(rows: ReadRows): void {
		this.#former.set(rows.table, rows);
		this.all.index.add(rows.table);
	}

	#leave(table: MemberTable): void {
		this.#former.delete(table);
		if (!this.all.membersOf(table)) this.all.index.remove(table); // else a cache reads it again
	}

	/** Goes through the rows, some in each turn, for users that no other rows know better; then they are gone. */
	#pass(rows: ReadRows, from: Map<MemberTable, ReadRows>, keep: (user: RawMember['user']) => void): void {
		const { table } = rows;
		const { columns } = table;
		const numbers = table.view().rowNumbers();
		const turn = () => {
			if (from.get(table) !== rows) return; // they have gone meanwhile
			for (let count = 0; count < ROWS_A_TURN; count++) {
				const { value: row, done } = numbers.next();
				if (done) {
					if (from === this.#former) this.#leave(table);
					else from.delete(table);
					return;
				}
				const id = columns.idOf(row);
				const user = this.all.newestOf(id) === rows ? table.get(id)?.user : undefined;
				if (!user) continue; // others know them better, or they were forgotten meanwhile
				this.all.onTold(id, user);
				keep(user);
			}
			setImmediate(turn);
		};
		setImmediate(turn);
	}
}
