import type { Client, Guild, GuildMember, User } from 'discord.js';
import type { RawMember } from '../../interfaces/ITransport.js';
import type { IdWords } from '../../payloads/snowflake.js';
import type { Columns } from '../../roster/columns/Columns.js';
import { classesOfRows, constructMember, constructUser } from '../internals.js';
import { readable } from '../makeGuildMember.js';
import { Holder } from './Holder.js';
import { isAsExpected } from './isAsExpected.js';
import { LazyMember } from './LazyMember.js';
import { LazyUser } from './LazyUser.js';
import type { MemberHome } from './MemberHome.js';
import { MemberPage, type PageSource } from './MemberPage.js';
import { PAGE_SIZE } from './PageValues.js';
import { RoleLists } from './RoleLists.js';
import { values } from './RowValues.js';

const words: IdWords = { low: 0, high: 0 };
/** What a weak reference takes in the list of pages, and in a map; measured as heap. */
const PAGE_BYTES = 40;
const ADOPTED_BYTES = 80;
const SHIFT = Math.log2(PAGE_SIZE);
/** discord.js's classes for the objects that it makes. */
const CLASSES = classesOfRows(Holder.tell);

/**
 * Makes the members and users of rows, or gives the object that somebody holds. Nothing here holds one, except for the rest
 * of the turn, as the engine does with whatever is behind a weak reference.
 */
export class MemberPages implements PageSource {
	readonly #pages: (WeakRef<MemberPage> | undefined)[] = [];
	/** Objects that were there before, by their row. */
	#members: Map<number, WeakRef<GuildMember>> | undefined;
	#users: Map<number, WeakRef<User>> | undefined;
	#roleLists: WeakRef<RoleLists> | undefined;

	/**
	 * @param home - `undefined`: only users are read
	 * @param bound - how many rows the readers see
	 * @param isKnown - whether discord.js makes its objects as the lazy classes do; otherwise it makes each of them
	 */
	constructor(
		readonly client: Client,
		readonly home: MemberHome | undefined,
		readonly columns: Columns,
		readonly bound: number,
		private readonly isKnown: () => boolean = isAsExpected,
	) {}

	/** How many bytes of memory it takes to find the objects that somebody holds. */
	get bytes(): number {
		const adopted = (this.#members?.size ?? 0) + (this.#users?.size ?? 0);
		return this.#pages.length * PAGE_BYTES + adopted * ADOPTED_BYTES;
	}

	/** For walks: an object that makes its properties when they are read. */
	lazy(row: number): GuildMember {
		return this.memberIn(this.page(row), row);
	}

	/** For everything else: an object with own properties, as discord.js makes them. */
	filled(row: number): GuildMember {
		const page = this.page(row);
		const at = row & (PAGE_SIZE - 1);
		const known = page.members.get(at) ?? this.#adopted(row);
		if (known) LazyMember.fill(known);
		const member = known ?? (this.#isPlain(row) ? this.#makeFilled(page, at) : this.#construct(page, at, row));
		if (!known) this.#tellMade(row);
		page.members.set(at, member);
		return member;
	}

	/** The object of the row, if somebody holds it. */
	held(row: number): GuildMember | undefined {
		return this.#held(row)?.members.get(row & (PAGE_SIZE - 1)) ?? this.#members?.get(row)?.deref();
	}

	lazyUser(row: number): User {
		return this.userIn(this.page(row), row);
	}

	/** The user of a row of the page. */
	userIn(page: MemberPage, row: number): User {
		const at = row & (PAGE_SIZE - 1);
		const known = page.users.get(at);
		if (known !== undefined) return known;
		const user = this.#adoptedUser(row) ?? this.#makeUser(page, at, row);
		page.users.set(at, user);
		this.#tellMade(row);
		return user;
	}

	filledUser(row: number): User {
		const user = this.lazyUser(row);
		LazyUser.fill(user);
		return user;
	}

	heldUser(row: number): User | undefined {
		return this.#held(row)?.users.get(row & (PAGE_SIZE - 1)) ?? this.#users?.get(row)?.deref();
	}

	/** All members that somebody holds, or whose neighbours somebody holds, by their row. */
	*heldMembers(): Generator<[row: number, member: GuildMember], undefined> {
		for (const page of this.#alive()) {
			for (const [at, member] of page.members.entries()) yield [page.first + at, member];
		}
		for (const [row, ref] of this.#members ?? []) {
			const member = ref.deref();
			if (member) yield [row, member];
		}
	}

	/** The same for users. */
	*heldUsers(): Generator<[row: number, user: User], undefined> {
		for (const page of this.#alive()) {
			for (const [at, user] of page.users.entries()) yield [page.first + at, user];
		}
		for (const [row, ref] of this.#users ?? []) {
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
		this.#members ??= new Map();
		this.#members.set(row, new WeakRef(member));
		const page = this.#held(row);
		page?.members.set(row & (PAGE_SIZE - 1), member);
	}

	/** The same for a user. */
	adoptUser(row: number, user: User): void {
		this.#users ??= new Map();
		this.#users.set(row, new WeakRef(user));
		const page = this.#held(row);
		page?.users.set(row & (PAGE_SIZE - 1), user);
	}

	/** The same for an object that was made of another row, and has its own properties. It needs no weak reference. */
	move(row: number, member: GuildMember): boolean {
		const page = this.page(row);
		const isMoved = LazyMember.moveTo(member, page);
		if (isMoved) page.members.set(row & (PAGE_SIZE - 1), member);
		return isMoved;
	}

	moveUser(row: number, user: User): boolean {
		const page = this.page(row);
		const isMoved = LazyUser.moveTo(user, page);
		if (isMoved) page.users.set(row & (PAGE_SIZE - 1), user);
		return isMoved;
	}

	/** Ids are made once while anybody holds an object of their page. */
	idOf(row: number): string {
		return this.page(row).idOf(row & (PAGE_SIZE - 1));
	}

	/** A walk over neighbouring rows, which looks for each page once. */
	walk(): PageWalk {
		return new PageWalk(this);
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

	/** Makes all objects of a page at once that can be made without an error, of the rows that have a bit. */
	open(page: MemberPage, bits: number): readonly (GuildMember | undefined)[] {
		const { all } = page.members;
		const { rows } = this.columns;
		const isKnown = this.isKnown();
		for (let left = isKnown ? bits : 0; left !== 0; left &= left - 1) {
			const at = 31 - Math.clz32(left & -left);
			const row = page.first + at;
			if (all[at] !== undefined || !rows.isPlain(row)) continue;
			all[at] = this.#adopted(row) ?? (new LazyMember(page, at) as unknown as GuildMember);
			this.#tellMade(row);
		}
		return all;
	}

	#tellMade(row: number): void {
		if (!this.home?.onMade) return;
		words.low = this.columns.idLow[row] as number;
		words.high = this.columns.idHigh[row] as number;
		this.home.onMade(words);
	}

	/** The member of a row of the page. */
	memberIn(page: MemberPage, row: number): GuildMember {
		const at = row & (PAGE_SIZE - 1);
		const known = page.members.get(at);
		if (known !== undefined) return known;
		const member = this.#adopted(row) ?? this.#make(page, at, row);
		page.members.set(at, member);
		this.#tellMade(row);
		return member;
	}

	roleLists(): RoleLists {
		const known = this.#roleLists?.deref();
		if (known?.isCurrent) return known;
		const lists = new RoleLists(this.columns.rows.roles, this.bound);
		this.#roleLists = new WeakRef(lists);
		return lists;
	}

	#adopted(row: number): GuildMember | undefined {
		return this.#members?.get(row)?.deref();
	}

	#held(row: number): MemberPage | undefined {
		return this.#pages[row >>> SHIFT]?.deref();
	}

	#isPlain(row: number): boolean {
		return this.columns.rows.isPlain(row) && this.isKnown();
	}

	#adoptedUser(row: number): User | undefined {
		return this.#users?.get(row)?.deref();
	}

	#make(page: MemberPage, at: number, row: number): GuildMember {
		return this.#isPlain(row) ? (new LazyMember(page, at) as unknown as GuildMember) : this.#construct(page, at, row);
	}

	#makeFilled(page: MemberPage, at: number): GuildMember {
		// They may be in other rows, too, so they are looked for before this one is read.
		const known = page.knownUserOf(at) ?? this.#adoptedUser(page.first + at);
		if (known) LazyUser.fill(known);
		try {
			values.read(page, at);
			const user = known ?? LazyUser.filled();
			page.users.set(at, user);
			return LazyMember.filled(user);
		} finally {
			values.forget();
		}
	}

	#makeUser(page: MemberPage, at: number, row: number): User {
		if (this.#isPlain(row)) return new LazyUser(page, at) as unknown as User;
		return this.#constructUser(page, this.columns.read(row, this.bound));
	}

	/** The member as discord.js makes them. */
	#construct(page: MemberPage, at: number, row: number): GuildMember {
		const raw = this.columns.read(row, this.bound);
		const user = this.home?.userOf ? page.userOf(at) : (page.users.get(at) ?? this.#takeUser(page, at, row, raw));
		LazyUser.fill(user);
		const { guild } = page;
		const member = readable(guild.id, raw, () => constructMember(guild, raw, user, CLASSES));
		new Holder(member, page);
		return member;
	}

	#takeUser(page: MemberPage, at: number, row: number, raw: RawMember): User {
		const user = this.#adoptedUser(row) ?? this.#constructUser(page, raw);
		page.users.set(at, user);
		return user;
	}

	#constructUser(page: MemberPage, raw: RawMember): User {
		const user = readable(this.home?.guild.id ?? 'none', raw, () => constructUser(this.client, raw.user, CLASSES));
		new Holder(user, page);
		return user;
	}
}

/** The pages of an answer. */
interface AnswerPages {
	readonly bound: number;
	readonly pages: WeakRef<MemberPages>;
}

/** Those of the latest answer that was read of each columns. They are weak, since all empty answers have the same columns. */
const ofAnswers = new WeakMap<Columns, AnswerPages>();

/** The pages of an answer that shows the first `bound` rows. Answers that show the same share their objects. */
export function pagesOfAnswer(guild: Guild, columns: Columns, bound: number): MemberPages {
	const latest = ofAnswers.get(columns);
	const known = latest?.bound === bound ? latest.pages.deref() : undefined;
	if (known?.home?.guild === guild) return known;
	const pages = new MemberPages(guild.client, { guild }, columns, bound);
	ofAnswers.set(columns, { bound, pages: new WeakRef(pages) });
	return pages;
}

/** Goes from row to row, and holds the page that it is in. */
export class PageWalk {
	#page: MemberPage | undefined;

	constructor(private readonly pages: MemberPages) {}

	lazy(row: number): GuildMember {
		return this.pages.memberIn(this.#pageOf(row), row);
	}

	idOf(row: number): string {
		return this.#pageOf(row).idOf(row & (PAGE_SIZE - 1));
	}

	#pageOf(row: number): MemberPage {
		const page = this.#page;
		if (page !== undefined && page.first === (row & -PAGE_SIZE)) return page;
		const other = this.pages.page(row);
		this.#page = other;
		return other;
	}
}

/** Gives a member and their user their own properties, as discord.js makes them. */
export function fill(member: GuildMember): void {
	LazyMember.fill(member);
}
