import type { Client, User } from 'discord.js';
import type { RawMember } from '../../interfaces/ITransport.js';
import type { ColumnsView } from '../../roster/ColumnsView.js';
import { NO_ROW } from '../../roster/columns/Columns.js';
import { constructUser } from '../internals.js';
import { LazyUser } from '../members/LazyUser.js';
import type { Entries } from './LinkedCollection.js';
import type { LinkedMembers } from './LinkedMembers.js';
import { follow, isToldMore } from './objects.js';
import { WeakValues } from './WeakValues.js';

/** Where the users behind `client.users.cache` come from. */
export interface UserHome {
	/** The guilds whose rows have the user. */
	guildsOf(id: string): Iterable<LinkedMembers>;
	/** The rows of all guilds, and of former users. */
	views(): readonly ColumnsView[];
	/** The rows of former users. */
	formerViews(): readonly ColumnsView[];
	onToldUser(id: string, user: User): void;
}

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
		let size = 0;
		for (const _ of this.keys()) size++;
		return size;
	}

	has(id: string): boolean {
		return this.#kept.has(id) || (!this.#hidden.has(id) && this.#isInRow(id));
	}

	get(id: string): User | undefined {
		const user = this.find(id);
		if (user) LazyUser.fill(user);
		return user;
	}

	/** The user, whose object may not be filled yet. */
	find(id: string): User | undefined {
		return this.#kept.get(id) ?? (this.#hidden.has(id) ? undefined : this.#findInRows(id));
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
		const seen = new Set<string>();
		for (let isOver = false; !isOver; ) {
			const before = seen.size;
			for (const id of this.#ids()) {
				if (seen.has(id) || !this.has(id)) continue;
				seen.add(id);
				yield id;
			}
			isOver = seen.size === before;
		}
	}

	*values(): Generator<User, undefined> {
		for (const [, user] of this.entries()) yield user;
	}

	*entries(): Generator<[string, User], undefined> {
		for (const id of this.keys()) {
			const user = this.find(id);
			if (user) yield [id, user];
		}
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

	/** What a row says of the user. */
	rawOf(id: string): RawMember['user'] | undefined {
		if (this.#hidden.has(id)) return undefined;
		for (const { view } of this.home.guildsOf(id)) return view.get(id)?.user;
		return this.#formerOf(id);
	}

	/** Whether the object says something else than the rows. */
	saysMore(id: string, user: User): boolean {
		const raw = this.rawOf(id);
		return raw === undefined || isToldMore(user, constructUser(this.client, raw));
	}

	/** Keeps nothing of the user. */
	forget(id: string): void {
		this.#live.delete(id);
		this.#kept.delete(id);
		this.#order?.delete(id);
		if (this.#isInRow(id)) this.#hidden.add(id);
	}

	#isInRow(id: string): boolean {
		for (const _ of this.home.guildsOf(id)) return true;
		return this.home.formerViews().some((view) => view.has(id));
	}

	#held(id: string): User | undefined {
		const live = this.#live.get(id);
		if (live) return live;
		for (const members of this.home.guildsOf(id)) {
			const held = members.heldUserAt(members.view.rowOf(id));
			if (held) return held;
		}
		return undefined;
	}

	#findInRows(id: string): User | undefined {
		const held = this.#held(id);
		if (held) return held;
		for (const members of this.home.guildsOf(id)) {
			const row = members.view.rowOf(id);
			if (row !== NO_ROW) return members.pages.lazyUser(row);
		}
		const raw = this.#formerOf(id);
		if (!raw) return undefined;
		const user = constructUser(this.client, raw);
		this.adopt(id, user);
		return user;
	}

	#formerOf(id: string): RawMember['user'] | undefined {
		for (const view of this.home.formerViews()) {
			const raw = view.get(id);
			if (raw) return raw.user;
		}
		return undefined;
	}

	#mark(id: string): void {
		this.#marks[Number(BigInt.asUintN(16, BigInt(id)))] = 1;
	}

	*#ids(): Generator<string, undefined> {
		yield* this.#order ?? [];
		yield* this.#kept.keys();
		for (const view of this.home.views()) yield* view.ids();
	}
}
