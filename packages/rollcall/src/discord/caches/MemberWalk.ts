import type { Client, GuildMember } from 'discord.js';
import type { ColumnsView } from '../../roster/ColumnsView.js';
import { NO_ROW } from '../../roster/columns/Columns.js';
import { EMPTY_VIEW, MemberTable } from '../../roster/MemberTable.js';
import { keepShape } from '../members/lazily.js';
import { type MemberPage, NO_PAGE } from '../members/MemberPage.js';
import { MemberPages } from '../members/MemberPages.js';
import { PAGE_SIZE } from '../members/PageValues.js';
import type { Walk } from './Walk.js';

/** The members behind the cache of a guild, as far as a walk needs them. */
export interface WalkedMembers {
	readonly table: Pick<MemberTable, 'columns'>;
	/** The rows at this moment. */
	readonly view: ColumnsView;
	readonly pages: MemberPages;
	/** The rows that are not read, because something else stands for their members. It is another map after each change. */
	readonly others: ReadonlyMap<number, string>;
	/** Somebody has given the order of the keys. */
	readonly isArranged: boolean;
	/** The member of a row of the view, whatever has become of it. */
	memberAt(view: ColumnsView, row: number): GuildMember | undefined;
	/** Everybody that a walk over the rows of the view does not meet. */
	behind(view: ColumnsView): Iterator<GuildMember, undefined>;
}

/** Goes through everybody behind the cache of a guild: row by row, and then whoever is in no row. */
export class MemberWalk implements Walk<GuildMember> {
	readonly #view: ColumnsView;
	readonly #pages: MemberPages;
	/** The next row. */
	#row: number;
	/** The row after the page. */
	#end = 0;
	#page: MemberPage = NO_PAGE;
	/** The objects of the page, which are made at once. */
	#made: readonly (GuildMember | undefined)[] = [];
	/** A bit for each row of the page whose member is the object of the page, as long as nothing changes. */
	#own = 0;
	#others: ReadonlyMap<number, string>;
	/** Whether the member who came last is on the page. */
	#isOnPage = false;
	#last: GuildMember | undefined;
	#behind: Iterator<GuildMember, undefined> | undefined;

	constructor(private readonly members: WalkedMembers) {
		this.#view = members.view;
		this.#pages = members.pages;
		this.#others = members.others;
		this.#row = members.isArranged ? this.#view.bound : 0;
	}

	next(): GuildMember | undefined {
		const row = this.#row;
		const at = row & (PAGE_SIZE - 1);
		if (row >= this.#end || ((this.#own >>> at) & 1) === 0 || !this.#isAsBefore) return this.#search();
		this.#row = row + 1;
		this.#isOnPage = true;
		return this.#made[at] ?? this.#pages.memberIn(this.#page, row);
	}

	key(): string {
		if (this.#isOnPage) return this.#page.idOf((this.#row - 1) & (PAGE_SIZE - 1));
		return this.#last?.id ?? '';
	}

	/** Nothing has changed since the page was opened. */
	get #isAsBefore(): boolean {
		const { columns, bound } = this.#view;
		const { members } = this;
		return columns.rowCount === bound && members.table.columns === columns && members.others === this.#others;
	}

	#search(): GuildMember | undefined {
		const { columns, bound } = this.#view;
		for (let row = this.#row; row < bound; row = this.#row) {
			if (this.#open(row)) return this.next();
			// The rows have changed since the walk began, or somebody else stands for this one.
			this.#row = row + 1;
			const isHere = columns.rowInPlace(row, bound) !== NO_ROW; // a member who changes keeps their place
			const member = isHere ? this.members.memberAt(this.#view, row) : undefined;
			if (member) return this.#offPage(member);
		}
		this.#behind ??= this.members.behind(this.#view);
		return this.#offPage(this.#behind.next().value);
	}

	#offPage(member: GuildMember | undefined): GuildMember | undefined {
		this.#isOnPage = false;
		this.#last = member;
		return member;
	}

	/** Opens the page of the row again if anything has changed; `false` if the member is not the object of the page. */
	#open(row: number): boolean {
		if (this.members.view !== this.#view) return false;
		if (row >= this.#end || !this.#isAsBefore) {
			const { columns, bound } = this.#view;
			this.#others = this.members.others;
			this.#page = this.#pages.page(row);
			const { first } = this.#page;
			this.#end = first + PAGE_SIZE;
			this.#own = columns.onlyRows(first, bound);
			for (const other of this.#others.keys())
				if (other >= first && other < this.#end) this.#own &= ~(1 << (other - first));
			this.#made = this.#pages.open(this.#page, this.#own);
		}
		return ((this.#own >>> (row - this.#page.first)) & 1) === 1;
	}
}

keepShape(
	new MemberWalk({
		table: new MemberTable(),
		view: EMPTY_VIEW,
		pages: new MemberPages({} as Client, undefined, EMPTY_VIEW.columns, 0),
		others: new Map(),
		isArranged: false,
		memberAt: () => undefined,
		behind: () => [].values(),
	}),
);
