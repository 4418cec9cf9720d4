import type { GuildMember, User } from 'discord.js';
import type { RawMember } from '../../interfaces/ITransport.js';
import type { ColumnsView } from '../../roster/ColumnsView.js';
import { NO_ROW } from '../../roster/columns/Columns.js';
import type { MemberTable } from '../../roster/MemberTable.js';
import type { ReadRows } from '../../roster/ReadRows.js';
import { LazyMember } from '../members/LazyMember.js';
import { LazyUser } from '../members/LazyUser.js';
import type { MemberHome } from '../members/MemberHome.js';
import { type FormerObjects, fill, MemberPages } from '../members/MemberPages.js';
import { type Carrier, CarryOver } from './CarryOver.js';
import { bringUpToDate, follow, saysAs, unlessRefused } from './objects.js';

/**
 * discord.js leaves the id of a deleted role with each member until Discord sends them again, so `role.members` still has
 * them in `roleDelete`. A reader who has seen no row has seen no role go.
 */
const BEFORE_DELETIONS = 0;

/** How many objects are carried over in each turn of the event loop, which is a few milliseconds of work. */
export const CARRIED_A_TURN = 1_024;

/** The client, as far as the objects of a guild need it. */
export interface ObjectHome {
	/** There is an object of the member. */
	noteMade(id: string): void;
	/** Somebody holds the user, whose row is about to be another one. */
	adoptUser(id: string, user: User): void;
	/** A user is in the rows from now on, so their object need not be kept for the cache. */
	release(id: string): void;
	/** The rows with the newest data of the user. */
	newestOf(id: string): ReadRows | undefined;
}

/**
 * The objects that somebody holds of the rows of one guild. When other rows take the place of these, they are carried over
 * in turns, and whoever asks for one gets the same object all the time.
 */
export class HeldObjects implements Carrier, FormerObjects {
	#table: MemberTable;
	#view: ColumnsView;
	/** The generation of the columns in view. */
	#generation: number;
	#pages: MemberPages;
	/** From one pages to the next, the newest last. */
	#carryOvers: CarryOver[] = [];
	/** Members who were there before any rows. */
	#plain: Map<string, GuildMember> | undefined;
	/** What is left to be done, a step at a time. */
	#work: Generator<void, undefined>[] = [];

	constructor(
		private readonly members: MemberHome,
		private readonly home: ObjectHome,
		table: MemberTable,
		private readonly stepsATurn: number,
	) {
		this.#table = table;
		this.#view = table.view();
		this.#generation = table.generation;
		this.#pages = this.#pagesOf(this.#view);
	}

	/** How many bytes of memory it takes to find them. */
	get bytes(): number {
		return this.#carryOvers.reduce((sum, { bytes }) => sum + bytes, this.#pages.bytes);
	}

	get pages(): MemberPages {
		return this.#pages;
	}

	/** The rows at this moment. */
	get view(): ColumnsView {
		if (this.#table.isSeenBy(this.#view)) return this.#view;
		const view = this.#table.view();
		// What has changed in columns that nobody has seen shows in no row.
		if (view.columns !== this.#view.columns) this.#moveTo(view, this.#table.generation === this.#generation + 1);
		this.#view = view;
		return view;
	}

	/** There is something left to be done in the next turns. */
	get isBusy(): boolean {
		return this.#work.length > 0;
	}

	/** What a row says. */
	read(row: number): RawMember {
		return this.#pages.read(row);
	}

	/** The member that somebody holds, made of this row or of one that it has replaced. */
	at(row: number): GuildMember | undefined {
		const held = this.#pages.held(row);
		if (held) return held;
		const former = this.#formerOf(row, (one) => this.#pages.held(one));
		if (!former) return undefined;
		fill(former);
		this.#pages.adopt(row, former);
		bringUpToDate(former, this.read(row));
		return former;
	}

	/** The same for their user. */
	userAt(row: number): User | undefined {
		if (row === NO_ROW) return undefined;
		const held = this.#pages.heldUser(row);
		if (held) return held;
		const former = this.#formerOf(row, (one) => this.#pages.heldUser(one));
		if (former) this.adoptUser(this.#view.columns.idOf(row), former);
		return former;
	}

	/** All users of the rows that somebody holds, or whose neighbours somebody holds. */
	*users(): Generator<[id: string, user: User], undefined> {
		const { columns } = this.#view;
		for (const held of this.#pages.heldUsers()) if (held) yield [columns.idOf(held[0]), held[1]];
		for (const carryOver of this.#carryOvers) yield* carryOver.users();
	}

	/** Reads another table from now on. */
	replace(table: MemberTable): void {
		this.#table = table;
		const view = table.view();
		this.#moveTo(view, false);
		this.#view = view;
	}

	/** Members who were there before the rows stand for their rows from now on. Those who have none are let go of. */
	settle(plain: Map<string, GuildMember>): void {
		if (plain.size === 0) return;
		this.#plain = this.#plain ? new Map([...this.#plain, ...plain]) : plain;
		this.#pages.former = this;
		this.#begin(this.#settling());
	}

	/** Another object stands for the member from now on, whatever their row says. */
	supersede(id: string, member: GuildMember): void {
		this.#plain?.delete(id);
		const row = this.view.rowOf(id);
		if (row !== NO_ROW && this.at(row) !== member) this.#pages.release(row);
	}

	/** Nothing is to be kept of the member. */
	forget(id: string): void {
		this.#plain?.delete(id);
	}

	/** The rows go. Whoever holds an object keeps it, and the users may be in other rows. */
	leave(): void {
		this.#plain = undefined;
		this.#begin(this.#leaving());
	}

	// Where an object may be while it waits for its turn.

	takeMember(row: number): GuildMember | undefined {
		const carried = this.#carryOvers.at(-1)?.takeMember(row);
		if (!this.#plain) return carried;
		const id = this.#view.columns.idOf(row);
		const plain = this.#plain.get(id);
		if (!plain) return carried;
		this.#plain.delete(id);
		if (carried !== plain) this.adopt(this.#pages, row, plain);
		const raw = this.read(row);
		// Most of them came with the guild a moment ago, and there are some in each of thousands of guilds.
		if (!saysAs(plain, raw)) bringUpToDate(plain, raw);
		this.home.release(id);
		return plain;
	}

	takeUser(row: number): User | undefined {
		return this.#carryOvers.at(-1)?.takeUser(row);
	}

	/** An object that was not made of the rows stands for a row, for as long as somebody holds it. */
	adopt(pages: MemberPages, row: number, member: GuildMember): void {
		this.home.noteMade(pages.columns.idOf(row));
		pages.adopt(row, member);
		follow(member, () => this.members.onTold?.(member));
	}

	adoptUser(id: string, user: User): void {
		this.home.adoptUser(id, user);
	}

	knowsBest(id: string): boolean {
		return this.home.newestOf(id)?.table === this.#table;
	}

	/** Reads other columns from now on, and carries over what somebody holds. */
	#moveTo(view: ColumnsView, isCopy: boolean): void {
		const from = this.#pages;
		from.former = this.#carryOvers.at(-1);
		const to = this.#pagesOf(view);
		const carryOver = new CarryOver(this, from, to, isCopy);
		this.#pages = to;
		this.#view = view;
		this.#generation = this.#table.generation;
		this.#carryOvers.push(carryOver);
		to.former = this;
		this.#begin(this.#carrying(carryOver));
	}

	#pagesOf({ columns }: ColumnsView): MemberPages {
		return new MemberPages(this.members.guild.client, this.members, columns, BEFORE_DELETIONS);
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

	/** Takes the first steps at once, which are all of them for a small guild. */
	#begin(work: Generator<void, undefined>): void {
		this.#work.push(work);
		if (this.#work.length === 1) this.#goOn();
	}

	#goOn(): void {
		for (let steps = 0; steps < this.stepsATurn; steps++) {
			const [work] = this.#work;
			if (!work) return;
			if (work.next().done) this.#work.shift();
		}
		if (this.#work.length > 0) setImmediate(() => this.#goOn());
	}

	*#carrying(carryOver: CarryOver): Generator<void, undefined> {
		yield* carryOver.steps();
		this.#carryOvers = this.#carryOvers.filter((other) => other !== carryOver);
		this.#review();
	}

	*#settling(): Generator<void, undefined> {
		for (const id of this.#plain?.keys() ?? []) {
			const row = this.view.rowOf(id);
			if (row !== NO_ROW) unlessRefused(() => this.at(row));
			this.#plain?.delete(id);
			yield;
		}
		if (this.#plain?.size === 0) this.#plain = undefined;
		this.#review();
	}

	*#leaving(): Generator<void, undefined> {
		const pages = this.#pages;
		const { columns } = this.#view;
		for (const held of pages.heldMembers()) {
			if (held) {
				pages.adopt(...held); // they hold no page from now on
				LazyMember.leave(held[1]);
			}
			yield;
		}
		for (const held of pages.heldUsers()) {
			if (held) {
				LazyUser.leave(held[1]);
				this.adoptUser(columns.idOf(held[0]), held[1]);
			}
			yield;
		}
	}

	#review(): void {
		if (!this.#plain && this.#carryOvers.length === 0) this.#pages.former = undefined;
	}
}
