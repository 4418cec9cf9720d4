import type { Guild, GuildMember, User } from 'discord.js';
import type { RawMember } from '../../interfaces/ITransport.js';
import type { IdWords } from '../../payloads/snowflake.js';
import type { ColumnsView } from '../../roster/ColumnsView.js';
import { type Columns, NO_ROW } from '../../roster/columns/Columns.js';
import type { MemberTable } from '../../roster/MemberTable.js';
import type { ReadRows } from '../../roster/ReadRows.js';
import { constructMember } from '../internals.js';
import { LazyMember } from '../members/LazyMember.js';
import { LazyUser } from '../members/LazyUser.js';
import type { MemberHome } from '../members/MemberHome.js';
import { fill, MemberPages } from '../members/MemberPages.js';
import type { Entries } from './LinkedCollection.js';
import { MemberWalk, type WalkedMembers } from './MemberWalk.js';
import { bringUpToDate, follow, isToldMore, saysAs } from './objects.js';
import { stepsOf, type Walk } from './Walk.js';

/**
 * discord.js leaves the id of a deleted role with each member until Discord sends them again, so `role.members` still has
 * them in `roleDelete`. A reader who has seen no row has seen no role go.
 */
const BEFORE_DELETIONS = 0;
/** What a guild takes of which no object was made, measured as heap. */
const GUILD_BYTES = 1_200;

/** A client may have thousands of guilds, and an empty Map or Set takes 200 bytes. These are never changed. */
const NOBODY: ReadonlySet<string> = new Set();
const NO_MEMBERS: ReadonlyMap<string, GuildMember> = new Map();

/** The client, as far as the members of a guild need it. */
export interface ClientHome {
	/** Id of the bot, whose own member and user are always kept. */
	readonly botId: string | undefined;
	/** The user of a row: the same object for everybody who asks while it is held. `undefined`: that of its page. */
	userAt(members: LinkedMembers, columns: Columns, row: number): User | undefined;
	/** Somebody holds the user, whose row is about to be another one. */
	adoptUser(id: string, user: User): void;
	/** An object is made of the row of an id. */
	onMade(id: Readonly<IdWords>): void;
	/** There is an object of the member. */
	noteMade(id: string): void;
	/** A user is in the rows from now on, so their object need not be kept for the cache. */
	release(id: string): void;
	/** discord.js has told a member something. */
	onToldMember(members: LinkedMembers, id: string, member: GuildMember): void;
	onToldUser(id: string, user: User): void;
	/** The cache of the guild was cleared, by discord.js at the end of an outage, or by somebody else. */
	onCleared(members: LinkedMembers): void;
}

/**
 * The members of one guild behind `guild.members.cache`: the rows of the service, and the objects that were made of them,
 * each for as long as somebody holds it. What discord.js adds beside the rows is kept as it keeps it.
 */
export class LinkedMembers implements Entries<GuildMember>, MemberHome, WalkedMembers {
	/** Objects that are kept whether or not anybody holds them, some of them beside a row: the bot, and what no row says. */
	readonly #kept: Map<string, GuildMember>;
	/** Members who were deleted from the cache, and still have a row. */
	#hidden: ReadonlySet<string> = NOBODY;
	/** Members whose row may change or go before discord.js has handled the dispatch that says so. */
	#pinned: ReadonlyMap<string, GuildMember> = NO_MEMBERS;
	#order: Set<string> | undefined;
	/** The rows are no longer behind the cache. */
	#isLeft = false;
	/** The row that was looked for last. */
	#lastRow = NO_ROW;
	#rows: ReadRows;
	#view: ColumnsView;
	#pages: MemberPages;
	/** The ids of rows that are not read, because the member is kept, hidden or pinned; `undefined`: to be found out. */
	#others: Map<number, string> | undefined;

	constructor(
		readonly guild: Guild,
		private readonly home: ClientHome,
		plain: Iterable<[string, GuildMember]>,
		rows: ReadRows,
	) {
		this.#kept = new Map(plain);
		for (const id of this.#kept.keys()) home.noteMade(id);
		this.#rows = rows;
		this.#view = rows.table.view();
		this.#pages = this.#pagesOf(this.#view);
	}

	/** How many bytes of memory it takes, beside the rows and objects that somebody holds. */
	get bytes(): number {
		return GUILD_BYTES + this.#pages.bytes;
	}

	/** They are behind the cache now. */
	start(): void {
		if (this.#rows.isProven) this.#settle();
	}

	/** Reads other rows from now on. Objects that are held stay the same objects, and say what the rows say. */
	replace(rows: ReadRows): void {
		const isSame = rows.table === this.#rows.table;
		this.#rows = rows;
		if (!isSame) {
			this.#hidden = NOBODY;
			this.#order = undefined;
			this.#moveTo(rows.table.view(), true);
		}
		if (rows.isProven) this.#settle();
	}

	/** The rows go. Whoever holds an object keeps it, and the users may be in other rows. */
	leave(): void {
		this.#isLeft = true;
		for (const [row, member] of [...this.#pages.heldMembers()]) {
			this.#pages.adopt(row, member); // they hold no page from now on
			LazyMember.leave(member);
		}
		this.#leaveUsers(this.#pages.heldUsers(), this.#view.columns, () => NO_ROW);
	}

	get table(): MemberTable {
		return this.#rows.table;
	}

	get rows(): ReadRows {
		return this.#rows;
	}

	/** Nothing that is told can be newer than the rows without reaching them. */
	get isTrue(): boolean {
		return this.#rows.isTrue();
	}

	/** Events reach the rows. */
	get isKept(): boolean {
		return this.#rows.isKept();
	}

	/** The rows at this moment. */
	get view(): ColumnsView {
		const { table } = this.#rows;
		if (table.isSeenBy(this.#view)) return this.#view;
		const view = table.view();
		if (view.columns === this.#view.columns) this.#view = view;
		else this.#moveTo(view, false);
		this.#others = undefined;
		return this.#view;
	}

	get pages(): MemberPages {
		return this.#pages;
	}

	/** The objects that do not come from rows. */
	kept(): Iterable<[string, GuildMember]> {
		return this.#kept;
	}

	get size(): number {
		const { view } = this;
		let size = view.size;
		for (const id of this.#kept.keys()) if (this.#hidden.has(id) || !view.has(id)) size++;
		for (const id of this.#hidden) if (view.has(id)) size--;
		for (const id of this.#pinned.keys()) if (this.#isGhost(id)) size++;
		return size;
	}

	has(id: string): boolean {
		return this.#kept.has(id) || this.#rowOf(id) !== NO_ROW || this.#isGhost(id);
	}

	get(id: string): GuildMember | undefined {
		let member = this.#kept.get(id) ?? this.#pinned.get(id);
		if (!member) {
			const row = this.#rowOf(id);
			if (row === NO_ROW) return undefined;
			member = this.#heldAt(row);
			if (!member) return this.#pages.filled(row);
		}
		fill(member);
		return member;
	}

	fill(member: GuildMember): GuildMember {
		fill(member);
		return member;
	}

	set(id: string, member: GuildMember): void {
		this.#kept.set(id, member);
		this.home.noteMade(id);
		this.#others = undefined;
	}

	delete(id: string): boolean {
		const isThere = this.has(id);
		this.forget(id);
		return isThere;
	}

	clear(): void {
		this.home.onCleared(this);
	}

	*keys(): Generator<string, undefined> {
		const { view } = this;
		yield* this.#ids(view);
		yield* this.#idsSince(view);
	}

	values(): IterableIterator<GuildMember> {
		return stepsOf(this.walk());
	}

	entries(): IterableIterator<[string, GuildMember]> {
		return stepsOf(this.walk(), (member, walk) => [walk.key(), member]);
	}

	walk(): Walk<GuildMember> {
		return new MemberWalk(this);
	}

	arrange(ids: readonly string[]): void {
		this.#order = new Set(ids);
	}

	/**
	 * Whether discord.js has to be told what a chunk says of the member.
	 *
	 * @param words - the same id
	 * @param mayBeMade - there may be an object of them
	 */
	needs(id: string, words: Readonly<IdWords>, mayBeMade: boolean): boolean {
		if (!this.isKept || (mayBeMade && (this.#kept.has(id) || this.#pinned.has(id)))) return true;
		const row = this.#hidden.size > 0 && this.#hidden.has(id) ? NO_ROW : this.#rowInTurn(words);
		return row === NO_ROW || (mayBeMade && this.#heldAt(row) !== undefined);
	}

	/** The object of the member, if there is one. */
	held(id: string): GuildMember | undefined {
		const row = this.#rowOf(id);
		return this.#kept.get(id) ?? this.#pinned.get(id) ?? (row === NO_ROW ? undefined : this.#heldAt(row));
	}

	/** Keeps the member as they are now until the dispatch that is about them was handled. */
	pin(id: string): GuildMember | undefined {
		const member = this.get(id);
		if (!member || this.#kept.has(id)) return member;
		this.#pinned = new Map([...this.#pinned, [id, member]]);
		this.#others = undefined;
		return member;
	}

	/**
	 * The dispatch was handled, and the object is that of the row that the member has now.
	 *
	 * @param user - the object of their user, if there is one
	 */
	unpin(user: User | undefined): void {
		for (const [id, member] of this.#pinned) {
			const row = this.#rowOf(id);
			if (row === NO_ROW) continue;
			if (!this.#pages.move(row, member)) this.#pages.adopt(row, member);
			if (user) this.#pages.moveUser(row, user);
		}
		this.#pinned = NO_MEMBERS;
		this.#others = undefined;
	}

	/** Whether the object says something else than the row. */
	saysMore(id: string, member: GuildMember): boolean {
		const row = this.#rowOf(id);
		return row === NO_ROW || isToldMore(member, constructMember(this.guild, this.#read(row)));
	}

	/** Keeps nothing of the user. */
	forget(id: string): void {
		this.#kept.delete(id);
		if (this.#pinned.has(id)) this.#pinned = new Map([...this.#pinned].filter(([pinned]) => pinned !== id));
		this.#order?.delete(id);
		if (this.view.has(id)) this.#hide(id);
		this.#others = undefined;
	}

	/** The row of an id. That of the next one in a chunk is mostly the next row. */
	#rowInTurn({ low, high }: Readonly<IdWords>): number {
		const { columns, bound } = this.view;
		const next = this.#lastRow + 1;
		const isNext = next < bound && columns.idLow[next] === low && columns.idHigh[next] === high;
		const row = isNext && columns.isCurrent(next, bound) ? next : columns.rowOf(low, high, bound);
		this.#lastRow = row;
		return row;
	}

	#hide(id: string): void {
		if (this.#hidden === NOBODY) this.#hidden = new Set();
		(this.#hidden as Set<string>).add(id);
	}

	#rowOf(id: string): number {
		return this.#hidden.has(id) ? NO_ROW : this.view.rowOf(id);
	}

	#read(row: number): RawMember {
		return this.#view.columns.read(row, BEFORE_DELETIONS);
	}

	/** The row went before discord.js has handled the dispatch. */
	#isGhost(id: string): boolean {
		return this.#pinned.has(id) && this.#rowOf(id) === NO_ROW && !this.#kept.has(id);
	}

	/** The member, whose object may not be filled yet. */
	#find(id: string): GuildMember | undefined {
		const known = this.#kept.get(id) ?? this.#pinned.get(id);
		if (known) return known;
		const row = this.#rowOf(id);
		return row === NO_ROW ? undefined : (this.#heldAt(row) ?? this.#pages.lazy(row));
	}

	/** The object that somebody holds, made of this row or of one that it has replaced. */
	#heldAt(row: number): GuildMember | undefined {
		const held = this.#pages.held(row);
		if (held) return held;
		const former = this.#formerOf(row, (one) => this.#pages.held(one));
		if (!former) return undefined;
		fill(former);
		this.#pages.adopt(row, former);
		bringUpToDate(former, this.#read(row));
		return former;
	}

	/** The same for their user. */
	heldUserAt(row: number): User | undefined {
		const held = this.#pages.heldUser(row);
		if (held) return held;
		const former = this.#formerOf(row, (one) => this.#pages.heldUser(one));
		if (former) this.home.adoptUser(this.#view.columns.idOf(row), former);
		return former;
	}

	/** All users of the rows that somebody holds, or whose neighbours somebody holds. */
	*heldUsers(): Generator<[id: string, user: User], undefined> {
		const { columns } = this.#view;
		for (const [row, user] of this.#pages.heldUsers()) yield [columns.idOf(row), user];
	}

	/** What `look` finds at the rows that this one has replaced. A member who has left and come back is another one. */
	#formerOf<Found>(row: number, look: (row: number) => Found | undefined): Found | undefined {
		const { columns } = this.#view;
		for (let one = columns.rows.linkOf(row); one !== NO_ROW && !columns.isNobody(one); one = columns.rows.linkOf(one)) {
			const found = look(one);
			if (found !== undefined) return found;
		}
		return undefined;
	}

	#pagesOf({ columns }: ColumnsView): MemberPages {
		return new MemberPages(this.guild.client, this, columns, BEFORE_DELETIONS);
	}

	// What pages ask for and tell. They are methods, because the engine compiles a function for each guild apart.

	userOf(columns: Columns, row: number): User | undefined {
		return this.home.userAt(this, columns, row);
	}

	onMade(id: Readonly<IdWords>): void {
		this.home.onMade(id);
	}

	onTold(object: GuildMember | User): void {
		if ('user' in object) this.home.onToldMember(this, object.id, object);
		else this.home.onToldUser(object.id, object);
	}

	/** Reads other columns from now on, and carries over what somebody holds. */
	#moveTo(view: ColumnsView, isOtherTable: boolean): void {
		const { columns } = this.#view;
		const former = this.#pages;
		const held = new Map<string, GuildMember>();
		for (const [row, member] of former.heldMembers()) {
			if (this.#isStill(columns, row)) held.set(columns.idOf(row), member);
		}
		const users = [...former.heldUsers()];
		this.#view = view;
		this.#pages = this.#pagesOf(view);
		this.#others = undefined;
		this.#leaveUsers(users, columns, (id) => view.rowOf(id));
		for (const [id, member] of held) {
			fill(member);
			const row = view.rowOf(id);
			const isMoved = row !== NO_ROW && this.#pages.move(row, member);
			if (!isMoved) LazyMember.leave(member);
			if (row === NO_ROW) continue;
			if (!isMoved) this.#adopt(id, row, member);
			if (isOtherTable) bringUpToDate(member, this.#read(row));
		}
	}

	/** Whether the row is that of a member, or an older one of theirs. */
	#isStill(columns: Columns, row: number): boolean {
		let one = columns.rowOf(columns.idLow[row] as number, columns.idHigh[row] as number, columns.rowCount);
		while (one > row && !columns.isNobody(one)) one = columns.rows.linkOf(one);
		return one === row;
	}

	/** @param rowOf - the row of a user among those that are read from now on */
	#leaveUsers(users: Iterable<[row: number, user: User]>, columns: Columns, rowOf: (id: string) => number): void {
		for (const [row, user] of users) {
			LazyUser.fill(user);
			const id = columns.idOf(row);
			const now = rowOf(id);
			if (now !== NO_ROW && this.#pages.moveUser(now, user)) continue;
			LazyUser.leave(user);
			this.home.adoptUser(id, user);
		}
	}

	/** An object that was not made of the rows stands for a row, for as long as somebody holds it. */
	#adopt(id: string, row: number, member: GuildMember): void {
		this.home.noteMade(id);
		this.#pages.adopt(row, member);
		follow(member, () => this.home.onToldMember(this, id, member));
	}

	/** Lets go of objects that have a row, and of members who are none by a proven list. */
	#settle(): void {
		for (const [id, member] of [...this.#kept]) {
			if (id === this.home.botId) continue;
			this.#kept.delete(id);
			const row = this.#rowOf(id);
			if (row === NO_ROW) continue;
			this.#adopt(id, row, member);
			const raw = this.#read(row);
			// Most of them came with the guild a moment ago, and there are some in each of thousands of guilds.
			if (!saysAs(member, raw)) bringUpToDate(member, raw);
			this.home.release(id);
		}
		this.#others = undefined;
	}

	// What a walk asks for.

	*behind(view: ColumnsView): Generator<GuildMember, undefined> {
		for (const id of this.#order ? this.keys() : this.#idsBehind(view)) {
			const member = this.#find(id);
			if (member) yield member;
		}
		if (this.#isLeft) yield* this.guild.members.cache.values();
	}

	memberAt(view: ColumnsView, row: number): GuildMember | undefined {
		return this.#isLeft ? undefined : this.#find(view.columns.idOf(row));
	}

	get isArranged(): boolean {
		return this.#order !== undefined;
	}

	get others(): ReadonlyMap<number, string> {
		this.#others ??= this.#findOthers();
		return this.#others;
	}

	#findOthers(): Map<number, string> {
		const others = new Map<number, string>();
		for (const ids of [this.#kept.keys(), this.#pinned.keys(), this.#hidden]) {
			for (const id of ids) {
				const row = this.#view.rowOf(id);
				if (row !== NO_ROW) others.set(row, id);
			}
		}
		return others;
	}

	*#ids(view: ColumnsView): Generator<string, undefined> {
		const order = this.#order;
		for (const id of order ?? []) if (this.has(id)) yield id;
		for (const id of view.idsInPlace()) if (!order?.has(id) && this.has(id)) yield id;
		for (const id of this.#idsBesideRows(view)) if (!order?.has(id)) yield id;
	}

	*#idsBesideRows(view: ColumnsView): Generator<string, undefined> {
		for (const id of this.#kept.keys()) if (!view.has(id)) yield id;
		for (const id of this.#pinned.keys()) if (!view.has(id) && this.#isGhost(id)) yield id;
	}

	*#idsBehind(view: ColumnsView): Generator<string, undefined> {
		yield* this.#idsBesideRows(view);
		yield* this.#idsSince(view);
	}

	/** As in any map, what is added during a walk comes last. It is looked for only if there is anything. */
	*#idsSince(view: ColumnsView): Generator<string, undefined> {
		for (let before = view, now = this.view; now !== before && !this.#isLeft; now = this.view) {
			for (const id of now.idsInPlace()) if (!before.has(id) && !this.#order?.has(id) && this.has(id)) yield id;
			before = now;
		}
	}
}
