import type { Guild, GuildMember } from 'discord.js';
import type { RawMember } from '../../interfaces/ITransport.js';
import type { ColumnsView } from '../../roster/ColumnsView.js';
import type { ReadRows } from '../../roster/IRosterReader.js';
import type { MemberTable } from '../../roster/MemberTable.js';
import type { Entries } from './LinkedCollection.js';
import { bringUpToDate, follow, isToldMore, makeMember } from './objects.js';
import { WeakValues } from './WeakValues.js';

/** The client, as far as the members of a guild need it. */
export interface MemberHome {
	/** Id of the bot, whose own member and user are always kept. */
	readonly botId: string | undefined;
	/** The user: the same object for everybody who asks while it is held. */
	userOf(id: string): GuildMember['user'] | undefined;
	/** A user is in the rows from now on, so their object need not be kept for the cache. */
	release(id: string): void;
	/** discord.js has told a member something. */
	onTold(members: LinkedMembers, id: string, member: GuildMember): void;
	/** The cache of the guild was cleared, by discord.js at the end of an outage, or by somebody else. */
	onCleared(members: LinkedMembers): void;
}

/**
 * The members of one guild behind `guild.members.cache`: the rows of the service, and the objects that were made of them,
 * each for as long as somebody holds it. What discord.js adds beside the rows is kept as it keeps it.
 */
export class LinkedMembers implements Entries<GuildMember> {
	/** Objects that are kept whether or not anybody holds them, some of them beside a row: the bot, and what no row says. */
	readonly #kept: Map<string, GuildMember>;
	/** Members who were deleted from the cache, and still have a row. */
	readonly #hidden = new Set<string>();
	/** Members whose row may go before discord.js has handled the dispatch that says so. */
	readonly #pinned = new Map<string, GuildMember>();
	readonly #live = new WeakValues<GuildMember>();
	#order: Set<string> | undefined;
	#rows: ReadRows;
	#view: ColumnsView;

	constructor(
		readonly guild: Guild,
		private readonly home: MemberHome,
		plain: Iterable<[string, GuildMember]>,
		rows: ReadRows,
	) {
		this.#kept = new Map(plain);
		this.#rows = rows;
		this.#view = rows.table.view();
	}

	/** They are behind the cache now. */
	start(): void {
		if (this.#rows.isProven) this.#settle();
	}

	/** Reads other rows from now on. Objects that are held stay the same objects, and say what the rows say. */
	replace(rows: ReadRows): void {
		const isSame = rows.table === this.#rows.table;
		this.#rows = rows;
		this.#view = rows.table.view();
		if (!isSame) this.#renew();
		if (rows.isProven) this.#settle();
	}

	get table(): MemberTable {
		return this.#rows.table;
	}

	/** Events reach the rows. */
	get isKept(): boolean {
		return this.#rows.isKept();
	}

	get isProven(): boolean {
		return this.#rows.isProven;
	}

	/** The rows at this moment. */
	get view(): ColumnsView {
		if (!this.#rows.table.isSeenBy(this.#view)) this.#view = this.#rows.table.view();
		return this.#view;
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
		return this.#kept.has(id) || this.#hasRow(id) || this.#isGhost(id);
	}

	get(id: string): GuildMember | undefined {
		const kept = this.#kept.get(id);
		if (kept) return kept;
		if (!this.#hasRow(id)) return this.#isGhost(id) ? this.#pinned.get(id) : undefined;
		return this.#live.get(id) ?? this.#make(id);
	}

	fill(member: GuildMember): GuildMember {
		return member;
	}

	set(id: string, member: GuildMember): void {
		this.#live.delete(id);
		this.#kept.set(id, member);
	}

	delete(id: string): boolean {
		const isThere = this.has(id);
		this.#kept.delete(id);
		this.#pinned.delete(id);
		this.#live.delete(id);
		this.#order?.delete(id);
		if (this.view.has(id)) this.#hidden.add(id);
		return isThere;
	}

	clear(): void {
		this.home.onCleared(this);
	}

	*keys(): Generator<string, undefined> {
		const { view } = this;
		yield* this.#ids(view);
		// As in any map, what is added during a walk comes last. It is looked for only if there is anything.
		for (let before = view, now = this.view; now !== before; now = this.view) {
			for (const id of this.#ids(now)) if (!before.has(id) && !this.#order?.has(id)) yield id;
			before = now;
		}
	}

	*values(): Generator<GuildMember, undefined> {
		for (const [, member] of this.entries()) yield member;
	}

	*entries(): Generator<[string, GuildMember], undefined> {
		for (const id of this.keys()) {
			const member = this.get(id);
			if (member) yield [id, member];
		}
	}

	arrange(ids: readonly string[]): void {
		this.#order = new Set(ids);
	}

	/** The object of the member, if there is one. */
	held(id: string): GuildMember | undefined {
		return this.#kept.get(id) ?? this.#pinned.get(id) ?? this.#live.get(id);
	}

	/** Whether discord.js has to be told what a chunk says of the member. */
	needs(id: string): boolean {
		return this.held(id) !== undefined || !this.#hasRow(id);
	}

	/** Keeps the member as they are now until the dispatch that is about them was handled. */
	pin(id: string): GuildMember | undefined {
		const member = this.get(id);
		if (member && !this.#kept.has(id)) this.#pinned.set(id, member);
		return member;
	}

	/** The dispatch was handled. */
	unpin(): void {
		for (const id of this.#pinned.keys()) if (!this.view.has(id)) this.#live.delete(id);
		this.#pinned.clear();
	}

	/** Keeps the object of a member, since it says what no row says. */
	keep(id: string, member: GuildMember): void {
		this.#live.delete(id);
		this.#kept.set(id, member);
	}

	/** Whether the object says something else than the row. */
	saysMore(id: string, member: GuildMember): boolean {
		const raw = this.view.get(id);
		return raw === undefined || isToldMore(member, this.#made(raw));
	}

	/** Keeps nothing of the user. */
	forget(id: string): void {
		this.#live.delete(id);
		this.#kept.delete(id);
		this.#pinned.delete(id);
		this.#order?.delete(id);
		if (this.view.has(id)) this.#hidden.add(id); // nothing could erase it there
	}

	#hasRow(id: string): boolean {
		return this.view.has(id) && !this.#hidden.has(id);
	}

	/** The row went before discord.js has handled the dispatch. */
	#isGhost(id: string): boolean {
		return this.#pinned.has(id) && !this.view.has(id) && !this.#hidden.has(id) && !this.#kept.has(id);
	}

	#make(id: string): GuildMember | undefined {
		const raw = this.view.get(id);
		const user = raw && this.home.userOf(id);
		if (!raw || !user) return undefined;
		const member = this.#made(raw);
		member.user = user;
		this.#adopt(id, member);
		return member;
	}

	#made(raw: RawMember): GuildMember {
		return makeMember(this.guild, raw);
	}

	/** The object stands for a row for as long as somebody holds it. */
	#adopt(id: string, member: GuildMember): void {
		this.#live.set(id, member);
		follow(member, () => this.#live.get(id) === member && this.home.onTold(this, id, member));
	}

	/** Lets go of objects that have a row, and of members who are none by a proven list. */
	#settle(): void {
		for (const [id, member] of [...this.#kept]) {
			if (id === this.home.botId) continue;
			this.#kept.delete(id);
			const raw = this.view.get(id);
			if (!raw) continue;
			bringUpToDate(member, raw);
			this.#adopt(id, member);
			this.home.release(id);
			this.home.onTold(this, id, member);
		}
	}

	#renew(): void {
		this.#hidden.clear();
		this.#order = undefined;
		for (const [id, member] of [...this.#live.entries()]) {
			const raw = this.view.get(id);
			if (raw) bringUpToDate(member, raw);
			else this.#live.delete(id);
		}
	}

	*#ids(view: ColumnsView): Generator<string, undefined> {
		const order = this.#order;
		for (const id of order ?? []) if (this.has(id)) yield id;
		for (const id of view.ids()) if (this.has(id) && !order?.has(id)) yield id;
		for (const id of this.#kept.keys()) if ((this.#hidden.has(id) || !view.has(id)) && !order?.has(id)) yield id;
		for (const id of this.#pinned.keys()) if (this.#isGhost(id) && !order?.has(id)) yield id;
	}
}
