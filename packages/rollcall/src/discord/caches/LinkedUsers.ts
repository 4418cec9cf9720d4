import type { Client, User } from 'discord.js';
import type { RawMember } from '../../interfaces/ITransport.js';
import { inTurns } from '../../pacing/inTurns.js';
import { type IdWords, parseSnowflake } from '../../payloads/snowflake.js';
import { NO_ROW } from '../../roster/columns/Columns.js';
import type { MemberTable } from '../../roster/MemberTable.js';
import type { ReadRows } from '../../roster/ReadRows.js';
import type { UserIndex } from '../../roster/UserIndex.js';
import { constructUser } from '../internals.js';
import { LazyUser } from '../members/LazyUser.js';
import type { Entries } from './LinkedCollection.js';
import type { LinkedMembers } from './LinkedMembers.js';
import { follow, isToldMore, patch } from './objects.js';
import type { Walk } from './Walk.js';
import { WeakValues } from './WeakValues.js';

/** Where the users behind `client.users.cache` come from. */
export interface UserHome {
	/** The guilds whose rows have the user, those with the newest data first. */
	guildsOf(id: string): readonly LinkedMembers[];
	/** The rows with the newest data of the user, of a guild or not. */
	newestOf(id: string): ReadRows | undefined;
	/** The members of the guild whose rows these are. */
	membersOf(table: MemberTable): LinkedMembers | undefined;
	/** Finds the tables that have a user. */
	readonly index: UserIndex;
	/** All guilds with rows. */
	guilds(): readonly LinkedMembers[];
	/** The rows of former users. */
	formers(): readonly MemberTable[];
	onToldUser(id: string, user: User): void;
	/** There is an object of the user. */
	noteMade(id: string): void;
}

const words: IdWords = { low: 0, high: 0 };

/** One bit of so many for each user who has an object beside the pages. Most users are none of them. */
const BITS = 1 << 16;

/** The users behind `client.users.cache`: everybody who has a row anywhere, and whoever else discord.js has met. */
export class LinkedUsers implements Entries<User> {
	/** Users that are kept whether or not anybody holds them: the bot, and what no row says. */
	readonly #kept: Map<string, User>;
	/** Users who were deleted from the cache, and still have a row. */
	readonly #hidden = new Set<string>();
	/** Objects that somebody holds, and that are not on the page of their row. */
	readonly #live = new WeakValues<User>();
	readonly #marks = new Uint8Array(BITS);
	/** The user of the dispatch that is being handled. Their object is asked for several times. */
	#pinned: { readonly id: string; readonly user: User } | undefined;
	#order: Set<string> | undefined;

	constructor(
		private readonly client: Client,
		private readonly home: UserHome,
		plain: Iterable<[string, User]>,
	) {
		this.#kept = new Map(plain);
		for (const id of this.#kept.keys()) this.#mark(id);
	}

	get size(): number {
		const { index } = this.home;
		let size = index.count;
		for (const id of this.#kept.keys()) if (!index.has(id)) size++;
		for (const id of this.#hidden) if (index.has(id) && !this.#kept.has(id)) size--;
		return size;
	}

	has(id: string): boolean {
		return this.#kept.has(id) || (!this.#hidden.has(id) && this.#isInRow(id));
	}

	get(id: string): User | undefined {
		const user = this.find(id, true);
		if (user) LazyUser.fill(user);
		return user;
	}

	/** The user, whose object may not be filled yet, unless a new one is to be filled from the start. */
	find(id: string, isFilled = false): User | undefined {
		if (this.#pinned?.id === id) return this.#pinned.user;
		return this.#kept.get(id) ?? (this.#hidden.has(id) ? undefined : this.#findInRows(id, isFilled));
	}

	/**
	 * Keeps the user as they are now until the dispatch that is about them was handled.
	 *
	 * @param mayLeave - their row may go, so that nothing leads from the row that they will have to this one
	 */
	pin(id: string, user: User, mayLeave: boolean): void {
		if (mayLeave) this.adopt(id, user);
		this.#pinned = { id, user };
	}

	unpin(): void {
		this.#pinned = undefined;
	}

	/** Whether there may be an object for the user beside the pages. */
	mayStandApart(low: number): boolean {
		return this.#marks[low & (BITS - 1)] === 1;
	}

	fill(user: User): User {
		LazyUser.fill(user);
		return user;
	}

	set(id: string, user: User): void {
		this.#unpin(id);
		this.#kept.set(id, user);
		this.#mark(id);
	}

	delete(id: string): boolean {
		const isThere = this.has(id);
		this.forget(id);
		return isThere;
	}

	clear(): void {
		for (const id of [...this.keys()]) this.delete(id);
	}

	*keys(): Generator<string, undefined> {
		if (this.#order) yield* this.#inOrder(this.#order);
		else for (const [id] of this.entries()) yield id;
	}

	*entries(): Generator<[string, User], undefined> {
		if (this.#order) {
			for (const id of this.keys()) yield [id, this.find(id) as User];
			return;
		}
		const self = this.#self();
		if (self) yield self;
		for (const user of this.#usersInRows()) yield [user.id, user];
		yield* this.#usersBeside();
	}

	*values(): Generator<User, undefined> {
		if (this.#order) {
			for (const id of this.keys()) yield this.find(id) as User;
			return;
		}
		const self = this.#self();
		if (self) yield self[1];
		yield* this.#usersInRows();
		for (const [, user] of this.#usersBeside()) yield user;
	}

	walk(): Walk<User> {
		const users = this.values();
		let last: User | undefined;
		return {
			next() {
				last = users.next().value;
				return last;
			},
			key: () => (last as User).id,
		};
	}

	arrange(ids: readonly string[]): void {
		this.#order = new Set(ids);
	}

	/** The object of the user, if there is one. */
	held(id: string): User | undefined {
		return this.#kept.get(id) ?? this.#held(id);
	}

	/** The user is in a row, so their object stays only for as long as somebody holds it. */
	release(id: string): void {
		const user = this.#kept.get(id);
		if (!user || user === this.client.user) return;
		this.#kept.delete(id);
		this.adopt(id, user);
	}

	/** Gives this object for the user for as long as somebody holds it, whatever becomes of their rows. */
	adopt(id: string, user: User): void {
		if (this.#kept.has(id) || this.#live.get(id) === user) return;
		LazyUser.leave(user);
		this.#live.set(id, user);
		this.#mark(id);
		follow(user, () => this.home.onToldUser(id, user));
	}

	/** Lets go of objects that have no row any more. */
	review(): void {
		for (const [id] of [...this.#live.entries()]) if (!this.#isInRow(id)) this.#live.delete(id);
	}

	/**
	 * Brings users up to date that somebody holds, if a new list knows them best. Nothing else would tell those whose
	 * rows no event reaches.
	 */
	async takeOver(table: MemberTable): Promise<void> {
		await inTurns(this.#heldElsewhere(table), ([id, user]) => {
			const raw = this.home.newestOf(id)?.table === table ? table.get(id) : undefined;
			if (!raw || user === this.client.user) return;
			this.adopt(id, user);
			patch(user, raw.user);
		});
	}

	/** Users that somebody holds, and that are on no page of these rows. */
	*#heldElsewhere(table: MemberTable): Generator<[string, User], undefined> {
		for (const members of this.home.guilds()) if (members.table !== table) yield* members.heldUsers();
		yield* this.#live.entries();
	}

	/** What a row says of the user. */
	rawOf(id: string): RawMember['user'] | undefined {
		return this.#hidden.has(id) ? undefined : this.home.newestOf(id)?.table.get(id)?.user;
	}

	/** Whether the object says something else than the rows. */
	saysMore(id: string, user: User): boolean {
		const raw = this.rawOf(id);
		return raw === undefined || isToldMore(user, constructUser(this.client, raw));
	}

	/** Keeps nothing of the user. */
	forget(id: string): void {
		this.#unpin(id);
		this.#live.delete(id);
		this.#kept.delete(id);
		this.#order?.delete(id);
		if (this.#isInRow(id)) this.#hidden.add(id);
	}

	#unpin(id: string): void {
		if (this.#pinned?.id === id) this.#pinned = undefined;
	}

	#isInRow(id: string): boolean {
		return this.home.index.has(id);
	}

	#held(id: string, guilds = this.home.guildsOf(id)): User | undefined {
		const live = this.#live.get(id);
		if (live) return live;
		for (const members of guilds) {
			const held = members.heldUserAt(members.view.rowOf(id));
			if (held) return held;
		}
		return undefined;
	}

	#findInRows(id: string, isFilled: boolean): User | undefined {
		const guilds = this.home.guildsOf(id);
		const held = this.#held(id, guilds);
		if (held) return held;
		const rows = this.home.newestOf(id);
		if (!rows) return undefined;
		const members = this.home.membersOf(rows.table);
		const row = members ? members.view.rowOf(id) : NO_ROW;
		if (members && row !== NO_ROW) return isFilled ? members.pages.filledUser(row) : members.pages.lazyUser(row);
		const raw = rows.table.get(id);
		if (!raw) return undefined;
		const user = constructUser(this.client, raw.user);
		this.adopt(id, user);
		return user;
	}

	#mark(id: string): void {
		this.home.noteMade(id);
		if (parseSnowflake(id, words)) this.#marks[words.low & (BITS - 1)] = 1;
	}

	/** The bot, which is the first user of any client. */
	#self(): [string, User] | undefined {
		const id = this.client.user?.id;
		const self = id === undefined ? undefined : this.#kept.get(id);
		return id !== undefined && self ? [id, self] : undefined;
	}

	*#usersInRows(): Generator<User, undefined> {
		const guilds = this.home.guilds();
		for (const members of guilds) yield* this.#usersOf(members, guilds.length > 1);
		const formers = this.home.formers();
		for (const table of formers) {
			for (const id of table.view().ids()) {
				const isElsewhere = this.#kept.has(id) || this.home.guildsOf(id).length > 0;
				if (isElsewhere || formers.find((one) => one.has(id)) !== table) continue;
				const user = this.find(id);
				if (user) yield user;
			}
		}
	}

	/** Users who are in no guild's rows. What is added comes last, as in any map. */
	*#usersBeside(): Generator<[string, User], undefined> {
		const selfId = this.client.user?.id;
		for (const entry of this.#kept) {
			if (entry[0] !== selfId && this.home.guildsOf(entry[0]).length === 0) yield entry;
		}
	}

	/** The users of a guild's rows who were not met before. */
	*#usersOf(members: LinkedMembers, isOneOfMany: boolean): Generator<User, undefined> {
		const { view, pages } = members;
		const { columns, bound } = view;
		for (let row = 0; row < bound; row++) {
			const newest = columns.rowInPlace(row, bound);
			if (newest === NO_ROW) continue;
			const isOnPage = !isOneOfMany && members.view === view && this.#hidden.size === 0;
			const isFirst = newest === row && columns.rows.linkOf(row) === NO_ROW;
			if (isOnPage && isFirst && !this.mayStandApart(columns.idLow[row] as number)) {
				yield pages.lazyUser(row);
				continue;
			}
			const id = columns.idOf(row);
			if (id === this.client.user?.id || (isOneOfMany && this.home.guildsOf(id)[0] !== members)) continue;
			const user = this.find(id);
			if (user) yield user;
		}
	}

	*#inOrder(order: ReadonlySet<string>): Generator<string, undefined> {
		for (const id of order) if (this.has(id)) yield id;
		this.#order = undefined;
		const others = [...this.keys()].filter((id) => !order.has(id));
		this.#order = new Set(order);
		yield* others;
	}
}
