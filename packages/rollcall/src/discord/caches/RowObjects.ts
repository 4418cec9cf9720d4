import type { GuildMember, User } from 'discord.js';
import type { RawMember } from '../../interfaces/ITransport.js';
import type { ColumnsView } from '../../roster/ColumnsView.js';
import { type Columns, NO_ROW } from '../../roster/columns/Columns.js';
import { LazyMember } from '../members/LazyMember.js';
import { LazyUser } from '../members/LazyUser.js';
import type { MemberHome } from '../members/MemberHome.js';
import { fill, MemberPages } from '../members/MemberPages.js';
import { bringUpToDate, follow } from './objects.js';

/**
 * discord.js leaves the id of a deleted role with each member until Discord sends them again, so `role.members` still has
 * them in `roleDelete`. A reader who has seen no row has seen no role go.
 */
const BEFORE_DELETIONS = 0;

/** The guild, as far as the objects of its rows need it. */
export interface ObjectHome extends MemberHome {
	/** There is an object of the member. */
	noteMade(id: string): void;
	/** Somebody holds the user, whose row is about to be another one. */
	adoptUser(id: string, user: User): void;
	/** discord.js has told a member something. */
	onToldMember(id: string, member: GuildMember): void;
}

/** The objects that were made of the rows of a guild, each for as long as somebody holds it. */
export class RowObjects {
	#pages: MemberPages;

	/** @param view - the rows as they were seen last */
	constructor(
		private readonly home: ObjectHome,
		public view: ColumnsView,
	) {
		this.#pages = this.#pagesOf(view);
	}

	get pages(): MemberPages {
		return this.#pages;
	}

	read(row: number): RawMember {
		return this.view.columns.read(row, BEFORE_DELETIONS);
	}

	/** The object that somebody holds, made of this row or of one that it has replaced. */
	heldAt(row: number): GuildMember | undefined {
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
	heldUserAt(row: number): User | undefined {
		const held = this.#pages.heldUser(row);
		if (held) return held;
		const former = this.#formerOf(row, (one) => this.#pages.heldUser(one));
		if (former) this.home.adoptUser(this.view.columns.idOf(row), former);
		return former;
	}

	/** All users of the rows that somebody holds, or whose neighbours somebody holds. */
	*heldUsers(): Generator<[id: string, user: User], undefined> {
		const { columns } = this.view;
		for (const [row, user] of this.#pages.heldUsers()) yield [columns.idOf(row), user];
	}

	/** An object that was not made of the rows stands for a row, for as long as somebody holds it. */
	adopt(id: string, row: number, member: GuildMember): void {
		this.home.noteMade(id);
		this.#pages.adopt(row, member);
		follow(member, () => this.home.onToldMember(id, member));
	}

	/** The object is that of another row from now on, and so is that of its user, if there is one. */
	moveOne(row: number, member: GuildMember, user: User | undefined): void {
		if (!this.#pages.move(row, member)) this.#pages.adopt(row, member);
		if (user) this.#pages.moveUser(row, user);
	}

	/** Reads other columns from now on, and carries over what somebody holds. */
	moveTo(view: ColumnsView, isOtherTable: boolean): void {
		const { columns } = this.view;
		const former = this.#pages;
		const held = new Map<string, GuildMember>();
		for (const [row, member] of former.heldMembers()) {
			if (isStill(columns, row)) held.set(columns.idOf(row), member);
		}
		const users = [...former.heldUsers()];
		this.view = view;
		this.#pages = this.#pagesOf(view);
		this.#leaveUsers(users, columns, (id) => view.rowOf(id));
		for (const [id, member] of held) {
			fill(member);
			const row = view.rowOf(id);
			const isMoved = row !== NO_ROW && this.#pages.move(row, member);
			if (!isMoved) LazyMember.leave(member);
			if (row === NO_ROW) continue;
			if (!isMoved) this.adopt(id, row, member);
			if (isOtherTable) bringUpToDate(member, this.read(row));
		}
	}

	/** The rows go. Whoever holds an object keeps it, and the users may be in other rows. */
	leave(): void {
		for (const [row, member] of [...this.#pages.heldMembers()]) {
			this.#pages.adopt(row, member); // they hold no page from now on
			LazyMember.leave(member);
		}
		this.#leaveUsers(this.#pages.heldUsers(), this.view.columns, () => NO_ROW);
	}

	/** What `look` finds at the rows that this one has replaced. A member who has left and come back is another one. */
	#formerOf<Found>(row: number, look: (row: number) => Found | undefined): Found | undefined {
		const { columns } = this.view;
		for (let one = columns.rows.linkOf(row); one !== NO_ROW && !columns.isNobody(one); one = columns.rows.linkOf(one)) {
			const found = look(one);
			if (found !== undefined) return found;
		}
		return undefined;
	}

	#pagesOf({ columns }: ColumnsView): MemberPages {
		return new MemberPages(this.home.guild.client, this.home, columns, BEFORE_DELETIONS);
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
}

/** Whether the row is that of a member, or an older one of theirs. */
function isStill(columns: Columns, row: number): boolean {
	let one = columns.rowOf(columns.idLow[row] as number, columns.idHigh[row] as number, columns.rowCount);
	while (one > row && !columns.isNobody(one)) one = columns.rows.linkOf(one);
	return one === row;
}
