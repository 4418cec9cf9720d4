import type { GuildMember, User } from 'discord.js';
import { type Columns, NO_ROW } from '../../roster/columns/Columns.js';
import { LazyMember } from '../members/LazyMember.js';
import { LazyUser } from '../members/LazyUser.js';
import { type FormerObjects, fill, type MemberPages } from '../members/MemberPages.js';
import { bringUpToDate, patch, unlessRefused } from './objects.js';

/** Whose objects are carried over. */
export interface Carrier {
	/** The object stands for a row of the pages for as long as somebody holds it, and holds no page itself. */
	adopt(pages: MemberPages, row: number, member: GuildMember): void;
	/** The same for a user, wherever their row is. */
	adoptUser(id: string, user: User): void;
	/** No other rows know the user better. */
	knowsBest(id: string): boolean;
}

/**
 * Carries the objects that somebody holds over from the pages of former columns to those that take their place. Whoever is
 * asked for is carried over at once, and so all others can wait for their turn.
 *
 * An object without own properties goes on without them if its new row says what its old one says.
 */
export class CarryOver implements FormerObjects {
	readonly #formerRows: number;
	/** The rows that there were when the pages changed: who came later is another member. */
	readonly #rows: number;

	/** @param isCopy - the new columns were made of the former ones */
	constructor(
		private readonly carrier: Carrier,
		private readonly from: MemberPages,
		private readonly to: MemberPages,
		private readonly isCopy: boolean,
	) {
		this.#formerRows = from.columns.rowCount;
		this.#rows = to.columns.rowCount;
	}

	/** How many bytes of memory it takes to find the objects that somebody holds. */
	get bytes(): number {
		return this.from.bytes;
	}

	takeMember(row: number): GuildMember | undefined {
		if (!this.#isStill(row)) return undefined;
		const rows = this.#formerRowsOf(row);
		let member: GuildMember | undefined;
		let isOfNewest = false;
		for (const [index, former] of rows.entries()) {
			if (this.from.columns.isNobody(former)) break;
			const released = this.from.release(former);
			if (released && !member) isOfNewest = index === 0;
			member ??= released;
		}
		if (!member) return undefined;
		// Their user comes along, since they may be told more through the member, and never less by a row of former columns.
		this.takeUser(row);
		this.#enter(row, member, isOfNewest && this.#isAsBefore(row));
		return member;
	}

	takeUser(row: number): User | undefined {
		const rows = this.#formerRowsOf(row);
		let user: User | undefined;
		let isOfNewest = false;
		for (const [index, former] of rows.entries()) {
			const released = this.from.releaseUser(former);
			if (released && !user) isOfNewest = index === 0;
			user ??= released;
		}
		if (!user || LazyUser.isElsewhere(user, this.from)) return undefined;
		this.#enterUser(row, user, isOfNewest && this.#isAsBefore(row));
		return user;
	}

	/** Carries over all that is left, an object at each step, or lets go of it. */
	*steps(): Generator<void, undefined> {
		for (const held of this.from.heldMembers()) {
			if (held) unlessRefused(() => this.#carryMember(...held));
			yield;
		}
		for (const held of this.from.heldUsers()) {
			if (held) unlessRefused(() => this.#carryUser(...held));
			yield;
		}
	}

	/** Users that were not carried over yet, or whose neighbours were not. */
	*users(): Generator<[id: string, user: User], undefined> {
		for (const held of this.from.heldUsers()) if (held) yield [this.from.columns.idOf(held[0]), held[1]];
	}

	#carryMember(former: number, member: GuildMember): void {
		const row = this.#rowOf(former);
		if (row !== NO_ROW && this.takeMember(row) === member) return;
		this.from.release(former);
		LazyMember.leave(member); // they are no member any more, or another one by now
	}

	#carryUser(former: number, user: User): void {
		const row = this.#rowOf(former);
		if (row !== NO_ROW && this.takeUser(row) === user) return;
		this.from.releaseUser(former);
		if (!LazyUser.isElsewhere(user, this.from)) this.#letGo(this.from.columns.idOf(former), user);
	}

	#enter(row: number, member: GuildMember, isAsBefore: boolean): void {
		if (!isAsBefore) fill(member);
		if (!this.to.move(row, member)) {
			LazyMember.leave(member);
			this.carrier.adopt(this.to, row, member);
		}
		if (!isAsBefore) bringUpToDate(member, this.to.read(row));
	}

	#enterUser(row: number, user: User, isAsBefore: boolean): void {
		const id = this.to.columns.idOf(row);
		if (!isAsBefore) LazyUser.fill(user);
		if (!this.to.moveUser(row, user)) this.#letGo(id, user);
		if (!isAsBefore && this.carrier.knowsBest(id)) patch(user, this.to.read(row).user);
	}

	#letGo(id: string, user: User): void {
		LazyUser.leave(user);
		this.carrier.adoptUser(id, user);
	}

	/** The new row of a former one's id. */
	#rowOf(former: number): number {
		const { idLow, idHigh } = this.from.columns;
		const { columns } = this.to;
		return columns.rowOf(idLow[former] as number, idHigh[former] as number, columns.rowCount);
	}

	/** All former rows of the id of a new one, the newest first. */
	#formerRowsOf(row: number): number[] {
		const { idLow, idHigh } = this.to.columns;
		const { columns } = this.from;
		const rows: number[] = [];
		for (let one = this.#newestOf(columns, idLow[row], idHigh[row]); one !== NO_ROW; one = columns.rows.linkOf(one))
			rows.push(one);
		return rows;
	}

	#newestOf(columns: Columns, low: number | undefined, high: number | undefined): number {
		return low === undefined || high === undefined ? NO_ROW : columns.newestRowOf(low, high, this.#formerRows);
	}

	/** Whether the member of the row was there when the pages changed, and has not left since. */
	#isStill(row: number): boolean {
		const { columns } = this.to;
		let one = row;
		while (one >= this.#rows && !columns.isNobody(one)) one = columns.rows.linkOf(one);
		return one !== NO_ROW && !columns.isNobody(one);
	}

	/** The row says what the former one says. */
	#isAsBefore(row: number): boolean {
		return this.isCopy && this.to.columns.rows.linkOf(row) === NO_ROW;
	}
}
