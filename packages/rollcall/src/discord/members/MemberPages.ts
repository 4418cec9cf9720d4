import type { Client, GuildMember, User } from 'discord.js';
import type { Columns } from '../../roster/columns/Columns.js';
import { constructMember, constructUser } from '../internals.js';
import { isAsExpected } from './isAsExpected.js';
import { LazyMember } from './LazyMember.js';
import { LazyUser } from './LazyUser.js';
import type { MemberHome } from './MemberHome.js';
import { MemberPage, PAGE_SIZE, type PageSource } from './MemberPage.js';
import { RoleLists } from './RoleLists.js';

const SHIFT = Math.log2(PAGE_SIZE);

/**
 * Makes the members and users of rows, or gives the object that somebody holds. Nothing here holds one, except for the rest
 * of the turn, as the engine does with whatever is behind a weak reference.
 */
export class MemberPages implements PageSource {
	readonly #pages: (WeakRef<MemberPage> | undefined)[] = [];
	/** Objects that were there before, by their row. */
	readonly #members = new Map<number, WeakRef<GuildMember>>();
	readonly #users = new Map<number, WeakRef<User>>();
	#roleLists: WeakRef<RoleLists> | undefined;

	/**
	 * @param home - `undefined`: only users are read
	 * @param bound - how many rows the readers see now
	 * @param isKnown - whether discord.js makes its objects as the lazy classes do; otherwise it makes each of them
	 */
	constructor(
		readonly client: Client,
		readonly home: MemberHome | undefined,
		readonly columns: Columns,
		readonly bound: () => number,
		private readonly isKnown: () => boolean = isAsExpected,
	) {}

	/** For walks: an object that makes its properties when they are read. */
	lazy(row: number): GuildMember {
		return this.memberIn(this.page(row), row);
	}

	/** For everything else: an object with own properties, as discord.js makes them. */
	filled(row: number): GuildMember {
		const member = this.lazy(row);
		LazyMember.fill(member);
		return member;
	}

	/** The object of the row, if somebody holds it. */
	held(row: number): GuildMember | undefined {
		return this.#held(row)?.members[row & (PAGE_SIZE - 1)] ?? this.#members.get(row)?.deref();
	}

	lazyUser(row: number): User {
		const page = this.page(row);
		const at = row & (PAGE_SIZE - 1);
		const known = page.users[at];
		if (known !== undefined) return known;
		const user = this.#users.get(row)?.deref() ?? this.#makeUser(page, at, row);
		page.users[at] = user;
		return user;
	}

	filledUser(row: number): User {
		const user = this.lazyUser(row);
		LazyUser.fill(user);
		return user;
	}

	heldUser(row: number): User | undefined {
		return this.#held(row)?.users[row & (PAGE_SIZE - 1)] ?? this.#users.get(row)?.deref();
	}

	/** All members that somebody holds, or whose neighbours somebody holds, by their row. */
	*heldMembers(): Generator<[row: number, member: GuildMember], undefined> {
		for (const page of this.#alive()) {
			for (const [at, member] of page.members.entries()) if (member) yield [page.first + at, member];
		}
		for (const [row, ref] of this.#members) {
			const member = ref.deref();
			if (member) yield [row, member];
		}
	}

	/** The same for users. */
	*heldUsers(): Generator<[row: number, user: User], undefined> {
		for (const page of this.#alive()) {
			for (const [at, user] of page.users.entries()) if (user) yield [page.first + at, user];
		}
		for (const [row, ref] of this.#users) {
			const user = ref.deref();
			if (user) yield [row, user];
		}
	}

	*#alive(): Generator<MemberPage, undefined> {
		for (const ref of this.#pages) {
			const page = ref?.deref();
			if (page) yield page;
		}
	}

	/** From now on an object that was there before is that of the row. */
	adopt(row: number, member: GuildMember): void {
		this.#members.set(row, new WeakRef(member));
		const page = this.#held(row);
		if (page) page.members[row & (PAGE_SIZE - 1)] = member;
	}

	/** The same for a user. */
	adoptUser(row: number, user: User): void {
		this.#users.set(row, new WeakRef(user));
		const page = this.#held(row);
		if (page) page.users[row & (PAGE_SIZE - 1)] = user;
	}

	/** The page of a row, for a walk that holds it while it is among its rows. */
	page(row: number): MemberPage {
		const number = row >>> SHIFT;
		const known = this.#pages[number]?.deref();
		if (known !== undefined) return known;
		const page = new MemberPage(this, number << SHIFT);
		// No holes: the engine would make a slow dictionary of a list with many.
		while (this.#pages.length < number) this.#pages.push(undefined);
		this.#pages[number] = new WeakRef(page);
		return page;
	}

	/** The member of a row of the page. */
	memberIn(page: MemberPage, row: number): GuildMember {
		const at = row & (PAGE_SIZE - 1);
		const known = page.members[at];
		if (known !== undefined) return known;
		const member = this.#adopted(row) ?? this.#make(page, at, row);
		page.members[at] = member;
		return member;
	}

	roleLists(): RoleLists {
		const known = this.#roleLists?.deref();
		if (known?.isCurrent) return known;
		const lists = new RoleLists(this.columns.rows.roles, this.bound());
		this.#roleLists = new WeakRef(lists);
		return lists;
	}

	#adopted(row: number): GuildMember | undefined {
		return this.#members.size === 0 ? undefined : this.#members.get(row)?.deref();
	}

	#held(row: number): MemberPage | undefined {
		return this.#pages[row >>> SHIFT]?.deref();
	}

	#isPlain(row: number): boolean {
		return this.columns.rows.isPlain(row) && this.isKnown();
	}

	#make(page: MemberPage, at: number, row: number): GuildMember {
		const member = new LazyMember(page, at);
		if (!this.#isPlain(row)) {
			const raw = this.columns.read(row, this.bound());
			LazyMember.fill(member, constructMember(page.guild, raw));
		}
		return member as unknown as GuildMember;
	}

	#makeUser(page: MemberPage, at: number, row: number): User {
		const user = new LazyUser(page, at);
		if (!this.#isPlain(row)) {
			LazyUser.fill(user, constructUser(this.client, this.columns.read(row, this.bound()).user));
		}
		return user as unknown as User;
	}
}

/** Gives a member and their user their own properties, as discord.js makes them. */
export function fill(member: GuildMember): void {
	LazyMember.fill(member);
}
