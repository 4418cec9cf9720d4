import type { Guild, GuildMember, User } from 'discord.js';
import type { IdWords } from '../../payloads/snowflake.js';
import type { ColumnsView } from '../../roster/ColumnsView.js';
import { type Columns, NO_ROW } from '../../roster/columns/Columns.js';
import type { MemberTable } from '../../roster/MemberTable.js';
import type { ReadRows } from '../../roster/ReadRows.js';
import { constructMember } from '../internals.js';
import { fill, type MemberPages } from '../members/MemberPages.js';
import type { Entries } from './LinkedCollection.js';
import { type ListedMembers, MemberIds } from './MemberIds.js';
import { MembersApart } from './MembersApart.js';
import { MemberWalk, type WalkedMembers } from './MemberWalk.js';
import { bringUpToDate, isToldMore, saysAs } from './objects.js';
import { type ObjectHome, RowObjects } from './RowObjects.js';
import { stepsOf, type Walk } from './Walk.js';

/** What a guild takes of which no object was made, measured as heap. */
const GUILD_BYTES = 1_200;

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
export class LinkedMembers implements Entries<GuildMember>, ObjectHome, ListedMembers, WalkedMembers {
	/** The rows are no longer behind the cache. */
	isLeft = false;
	/** The row that was looked for last. */
	#lastRow = NO_ROW;
	#rows: ReadRows;
	readonly #apart: MembersApart;
	readonly #ids: MemberIds;
	readonly #objects: RowObjects;

	constructor(
		readonly guild: Guild,
		private readonly home: ClientHome,
		plain: Iterable<[string, GuildMember]>,
		rows: ReadRows,
	) {
		this.#apart = new MembersApart(plain);
		this.#ids = new MemberIds(this, this.#apart);
		for (const id of this.#apart.kept.keys()) home.noteMade(id);
		this.#rows = rows;
		this.#objects = new RowObjects(this, rows.table.view());
	}

	/** How many bytes of memory it takes, beside the rows and objects that somebody holds. */
	get bytes(): number {
		return GUILD_BYTES + this.pages.bytes;
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
			this.#apart.showAll();
			this.#ids.disarrange();
			this.#moveTo(rows.table.view(), true);
		}
		if (rows.isProven) this.#settle();
	}

	/** The rows go. Whoever holds an object keeps it, and the users may be in other rows. */
	leave(): void {
		this.isLeft = true;
		this.#objects.leave();
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
		const seen = this.#objects.view;
		if (table.isSeenBy(seen)) return seen;
		const view = table.view();
		if (view.columns === seen.columns) this.#objects.view = view;
		else this.#moveTo(view, false);
		this.#apart.noteChange();
		return this.#objects.view;
	}

	get pages(): MemberPages {
		return this.#objects.pages;
	}

	/** The objects that do not come from rows. */
	kept(): Iterable<[string, GuildMember]> {
		return this.#apart.kept;
	}

	get size(): number {
		const { view } = this;
		const { kept, hidden, pinned } = this.#apart;
		let size = view.size;
		for (const id of kept.keys()) if (hidden.has(id) || !view.has(id)) size++;
		for (const id of hidden) if (view.has(id)) size--;
		for (const id of pinned.keys()) if (this.isGhost(id)) size++;
		return size;
	}

	has(id: string): boolean {
		return this.#apart.kept.has(id) || this.#rowOf(id) !== NO_ROW || this.isGhost(id);
	}

	get(id: string): GuildMember | undefined {
		let member = this.#apart.get(id);
		if (!member) {
			const row = this.#rowOf(id);
			if (row === NO_ROW) return undefined;
			member = this.#objects.heldAt(row);
			if (!member) return this.pages.filled(row);
		}
		fill(member);
		return member;
	}

	fill(member: GuildMember): GuildMember {
		fill(member);
		return member;
	}

	set(id: string, member: GuildMember): void {
		this.#apart.keep(id, member);
		this.home.noteMade(id);
	}

	delete(id: string): boolean {
		const isThere = this.has(id);
		this.forget(id);
		return isThere;
	}

	clear(): void {
		this.home.onCleared(this);
	}

	keys(): Generator<string, undefined> {
		return this.#ids.all();
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
		this.#ids.arrange(ids);
	}

	/**
	 * Whether discord.js has to be told what a chunk says of the member.
	 *
	 * @param words - the same id
	 * @param mayBeMade - there may be an object of them
	 */
	needs(id: string, words: Readonly<IdWords>, mayBeMade: boolean): boolean {
		if (!this.isKept || (mayBeMade && this.#apart.has(id))) return true;
		const { hidden } = this.#apart;
		const row = hidden.size > 0 && hidden.has(id) ? NO_ROW : this.#rowInTurn(words);
		return row === NO_ROW || (mayBeMade && this.#objects.heldAt(row) !== undefined);
	}

	/** The object of the member, if there is one. */
	held(id: string): GuildMember | undefined {
		const row = this.#rowOf(id);
		return this.#apart.get(id) ?? (row === NO_ROW ? undefined : this.#objects.heldAt(row));
	}

	/** Keeps the member as they are now until the dispatch that is about them was handled. */
	pin(id: string): GuildMember | undefined {
		const member = this.get(id);
		if (member && !this.#apart.kept.has(id)) this.#apart.pin(id, member);
		return member;
	}

	/**
	 * The dispatch was handled, and the object is that of the row that the member has now.
	 *
	 * @param user - the object of their user, if there is one
	 */
	unpin(user: User | undefined): void {
		for (const [id, member] of this.#apart.pinned) {
			const row = this.#rowOf(id);
			if (row !== NO_ROW) this.#objects.moveOne(row, member, user);
		}
		this.#apart.unpinAll();
	}

	/** Whether the object says something else than the row. */
	saysMore(id: string, member: GuildMember): boolean {
		const row = this.#rowOf(id);
		return row === NO_ROW || isToldMore(member, constructMember(this.guild, this.#objects.read(row)));
	}

	/** Keeps nothing of the user. */
	forget(id: string): void {
		this.#apart.forget(id);
		this.#ids.forget(id);
		if (this.view.has(id)) this.#apart.hide(id);
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

	#rowOf(id: string): number {
		return this.#apart.hidden.has(id) ? NO_ROW : this.view.rowOf(id);
	}

	/** The row went before discord.js has handled the dispatch. */
	isGhost(id: string): boolean {
		const { pinned, kept } = this.#apart;
		return pinned.has(id) && this.#rowOf(id) === NO_ROW && !kept.has(id);
	}

	/** The member, whose object may not be filled yet. */
	#find(id: string): GuildMember | undefined {
		const known = this.#apart.get(id);
		if (known) return known;
		const row = this.#rowOf(id);
		return row === NO_ROW ? undefined : (this.#objects.heldAt(row) ?? this.pages.lazy(row));
	}

	/** The user of a row, if somebody holds them. */
	heldUserAt(row: number): User | undefined {
		return this.#objects.heldUserAt(row);
	}

	/** All users of the rows that somebody holds, or whose neighbours somebody holds. */
	heldUsers(): Iterable<[id: string, user: User]> {
		return this.#objects.heldUsers();
	}

	#moveTo(view: ColumnsView, isOtherTable: boolean): void {
		this.#objects.moveTo(view, isOtherTable);
		this.#apart.noteChange();
	}

	/** Lets go of objects that have a row, and of members who are none by a proven list. */
	#settle(): void {
		const { kept } = this.#apart;
		for (const [id, member] of [...kept]) {
			if (id === this.home.botId) continue;
			kept.delete(id);
			const row = this.#rowOf(id);
			if (row === NO_ROW) continue;
			this.#objects.adopt(id, row, member);
			const raw = this.#objects.read(row);
			// Most of them came with the guild a moment ago, and there are some in each of thousands of guilds.
			if (!saysAs(member, raw)) bringUpToDate(member, raw);
			this.home.release(id);
		}
		this.#apart.noteChange();
	}

	// What the objects of rows ask for and tell. They are methods, because the engine compiles a function for each guild apart.

	userOf(columns: Columns, row: number): User | undefined {
		return this.home.userAt(this, columns, row);
	}

	adoptUser(id: string, user: User): void {
		this.home.adoptUser(id, user);
	}

	noteMade(id: string): void {
		this.home.noteMade(id);
	}

	onMade(id: Readonly<IdWords>): void {
		this.home.onMade(id);
	}

	onTold(object: GuildMember | User): void {
		if ('user' in object) this.onToldMember(object.id, object);
		else this.home.onToldUser(object.id, object);
	}

	onToldMember(id: string, member: GuildMember): void {
		this.home.onToldMember(this, id, member);
	}

	// What a walk asks for.

	*behind(view: ColumnsView): Generator<GuildMember, undefined> {
		for (const id of this.#ids.behind(view)) {
			const member = this.#find(id);
			if (member) yield member;
		}
		if (this.isLeft) yield* this.guild.members.cache.values();
	}

	memberAt(view: ColumnsView, row: number): GuildMember | undefined {
		return this.isLeft ? undefined : this.#find(view.columns.idOf(row));
	}

	get isArranged(): boolean {
		return this.#ids.isArranged;
	}

	get others(): ReadonlyMap<number, string> {
		return this.#apart.rowsIn(this.#objects.view);
	}
}
