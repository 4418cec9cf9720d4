import type { Client, User } from 'discord.js';
import type { RawMember } from '../../interfaces/ITransport.js';
import type { ColumnsView } from '../../roster/ColumnsView.js';
import type { Entries } from './LinkedCollection.js';
import { follow, isToldMore, makeUser } from './objects.js';
import { WeakValues } from './WeakValues.js';

/** Where the users behind `client.users.cache` come from. */
export interface UserHome {
	/** The rows of all guilds at this moment, and of former users. */
	views(): readonly ColumnsView[];
	/** discord.js has told a user something. */
	onTold(id: string, user: User): void;
}

/** The users behind `client.users.cache`: everybody who has a row anywhere, and whoever else discord.js has met. */
export class LinkedUsers implements Entries<User> {
	/** Users that are kept whether or not anybody holds them: the bot, and what no row says. */
	readonly #kept: Map<string, User>;
	/** Users who were deleted from the cache, and still have a row. */
	readonly #hidden = new Set<string>();
	readonly #live = new WeakValues<User>();
	#order: Set<string> | undefined;

	constructor(
		private readonly client: Client,
		private readonly home: UserHome,
		plain: Iterable<[string, User]>,
	) {
		this.#kept = new Map(plain);
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
		return this.#kept.get(id) ?? (this.#hidden.has(id) ? undefined : (this.#live.get(id) ?? this.#make(id)));
	}

	fill(user: User): User {
		return user;
	}

	set(id: string, user: User): void {
		this.#live.delete(id);
		this.#kept.set(id, user);
	}

	delete(id: string): boolean {
		const isThere = this.has(id);
		this.#kept.delete(id);
		this.#live.delete(id);
		this.#order?.delete(id);
		if (this.#isInRow(id)) this.#hidden.add(id);
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
			const user = this.get(id);
			if (user) yield [id, user];
		}
	}

	arrange(ids: readonly string[]): void {
		this.#order = new Set(ids);
	}

	/** Keeps the object of a user, since it says what no row says. */
	keep(id: string, user: User): void {
		this.#live.delete(id);
		this.#kept.set(id, user);
	}

	/** The object of the user, if there is one. */
	held(id: string): User | undefined {
		return this.#kept.get(id) ?? this.#live.get(id);
	}

	/** The user is in a row, so their object stays only for as long as somebody holds it. */
	release(id: string): void {
		const user = this.#kept.get(id);
		if (!user || user === this.client.user) return;
		this.#kept.delete(id);
		this.#adopt(id, user);
	}

	/** Lets go of objects that have no row any more. */
	review(): void {
		for (const [id] of [...this.#live.entries()]) if (!this.#isInRow(id)) this.#live.delete(id);
	}

	/** What a row says of the user. */
	rawOf(id: string): RawMember['user'] | undefined {
		if (this.#hidden.has(id)) return undefined;
		for (const view of this.home.views()) {
			const raw = view.get(id);
			if (raw) return raw.user;
		}
		return undefined;
	}

	/** Whether the object says something else than the rows. */
	saysMore(id: string, user: User): boolean {
		const raw = this.rawOf(id);
		return raw === undefined || isToldMore(user, makeUser(this.client, raw));
	}

	/** Keeps nothing of the user. */
	forget(id: string): void {
		this.#live.delete(id);
		this.#kept.delete(id);
		this.#order?.delete(id);
		if (this.#isInRow(id)) this.#hidden.add(id);
	}

	#isInRow(id: string): boolean {
		return this.home.views().some((view) => view.has(id));
	}

	#make(id: string): User | undefined {
		const raw = this.rawOf(id);
		if (!raw) return undefined;
		const user = makeUser(this.client, raw);
		this.#adopt(id, user);
		return user;
	}

	#adopt(id: string, user: User): void {
		this.#live.set(id, user);
		follow(user, () => this.#live.get(id) === user && this.home.onTold(id, user));
	}

	*#ids(): Generator<string, undefined> {
		yield* this.#order ?? [];
		yield* this.#kept.keys();
		for (const view of this.home.views()) yield* view.ids();
	}
}
