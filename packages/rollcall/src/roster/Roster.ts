import { because, type Reason } from '../errors/because.js';
import type { ColumnsView } from './ColumnsView.js';
import type { Era } from './Era.js';
import type { MemberEvent } from './MemberEvent.js';
import type { MemberTable } from './MemberTable.js';
import { changeOf, type RosterChange } from './RosterChange.js';

const NO_SESSION = because('sessionAbsent');

/** A list that was proven complete, kept true by the events of its era. */
export class Roster {
	/** Users whom an event proves to be members, and whom the list lacks: each wants a lookup before it is vouched for. */
	readonly doubts = new Set<string>();
	/** Monotonic ms up to which it was last known to be true; grows while the era lasts. */
	vouchedAt: number;
	/** Why its size is not what Discord counts, where that was looked into. */
	countDoubt: Reason | undefined;
	/** The rows as of then, where others may have been applied since. */
	#vouched: ColumnsView | undefined;

	/**
	 * @param era - the stretch of unbroken events in which it was proven; `undefined` where no session was there to see
	 * later events
	 * @param fetchedAt - monotonic ms
	 */
	constructor(
		readonly table: MemberTable,
		readonly era: Era | undefined,
		readonly fetchedAt: number,
	) {
		this.vouchedAt = fetchedAt;
	}

	get size(): number {
		return this.table.size;
	}

	/** Bytes that it takes in memory. */
	get bytes(): number {
		return this.table.bytes;
	}

	/** Why it can be vouched for no more; `undefined` while its era lasts. */
	get brokenBy(): Reason | undefined {
		return this.era === undefined ? NO_SESSION : this.era.endedBy;
	}

	/**
	 * Applies an event, where the list is still kept true.
	 *
	 * @param isWatched - whether somebody wants to know what it changed
	 * @returns what it made of a member: never for a role's deletion, of which no member is told
	 */
	apply(event: MemberEvent, isWatched = false): RosterChange | undefined {
		if (this.brokenBy !== undefined) return undefined;
		if (!isWatched || event.type === 'roleDelete') {
			this.#apply(event);
			return undefined;
		}
		const before = this.table.get(event.userId);
		this.#apply(event);
		return changeOf(event.userId, before, this.table.get(event.userId));
	}

	/**
	 * Keeps nothing of the user; `true` where he was held. He may still be a member, so the list is not all until he has
	 * been looked up.
	 */
	forget(userId: string): boolean {
		const wasVouched = this.#vouched?.has(userId) ?? false;
		if (!this.table.erase(userId) && !wasVouched) return false;
		this.#vouched = undefined; // he is in its rows
		this.doubts.add(userId);
		return true;
	}

	/** It was true at `moment` (monotonic ms); an earlier one changes nothing, nor does one that is proven by a replay that runs. */
	vouchUntil(moment: number): void {
		if (this.#vouched) return; // it may be later than these rows
		this.vouchedAt = Math.max(this.vouchedAt, moment);
	}

	/** The session is cut: what is applied from now on is of a replay, and nothing vouches for it before the end of that. */
	suspend(): void {
		if (this.brokenBy === undefined) this.#vouched ??= this.view();
	}

	/** The replay has ended, and the list is as true as before. */
	resume(): void {
		if (this.brokenBy === undefined) this.#vouched = undefined;
	}

	view(): ColumnsView {
		return this.table.view();
	}

	/** The list as of `vouchedAt`. */
	get vouchedView(): ColumnsView {
		return this.#vouched ?? this.view();
	}

	#apply(event: MemberEvent): void {
		const known = this.table.apply(event);
		if (event.type === 'update') {
			if (!known && event.provesMembership) this.doubts.add(event.userId);
		} else if (event.type !== 'roleDelete') {
			this.doubts.delete(event.userId);
		}
	}
}
