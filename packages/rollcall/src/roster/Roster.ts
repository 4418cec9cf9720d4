import { because, type Reason } from '../errors/because.js';
import type { RawMember } from '../interfaces/ITransport.js';
import type { ColumnsView } from './ColumnsView.js';
import { type MemberEvent, mergeMember } from './MemberEvent.js';
import type { MemberTable } from './MemberTable.js';
import { changeOf, isTold, type RosterChange } from './RosterChange.js';
import type { UnbrokenSession } from './UnbrokenSession.js';

/** What a guild takes that holds a roster, beside the table: its state, log and gates; measured as heap. */
const GUILD_BYTES = 2_000;
const NO_SESSION = because('sessionAbsent');
const SAVED = because('savedBefore');
const NOBODY: ReadonlySet<string> = new Set();

/** Where a list comes from that was saved before the bot was started again; times in monotonic ms. */
export interface SavedOrigin {
	/** Up to when it was known to be true. */
	readonly vouchedAt: number;
	/** Number of the last dispatch of the session whose effect its rows have; `null` if that session is not resumed. */
	readonly sequence: number | null;
	/** How long it may be served without a proof. */
	readonly servedUntil: number;
}

/** A list that was proven complete, kept true by the events of its unbroken session. */
export class Roster {
	/** Monotonic ms up to which it was last known to be true. It grows while the session is unbroken. */
	vouchedAt: number;
	/** A cache of discord.js reads it, or is about to, so that events go on to change it after its session was lost. */
	isBehindCache = false;
	/** Why its size is not what Discord counts, if that was checked. */
	countDoubt: Reason | undefined;
	/** Almost every list has none, and an empty Set takes 160 bytes. */
	#unconfirmed: Set<string> | undefined;
	/** Users of whom nothing was to be kept, since when nothing true has named them. */
	#forgotten: Set<string> | undefined;
	/** It comes from before a restart, and nothing has proven it since. */
	#saved: SavedOrigin | undefined;
	/** Number of the last dispatch of its session whose effect its rows had when they were saved. */
	readonly #savedSequence: number;
	/** A member has left since it was last true, and is still in it. */
	#hasFormer = false;
	/** The rows as of `vouchedAt`, if events may have been applied since for which nothing vouches. */
	#vouched: ColumnsView | undefined;

	/**
	 * @param session - the stretch of unbroken events in which it was proven; `undefined` if there was no session to see later
	 * events
	 * @param fetchedAt - monotonic ms
	 * @param saved - if it was saved before a restart. It is true again when its session was resumed
	 */
	constructor(
		readonly table: MemberTable,
		readonly session: UnbrokenSession | undefined,
		readonly fetchedAt: number,
		saved?: SavedOrigin,
	) {
		this.vouchedAt = saved?.vouchedAt ?? fetchedAt;
		this.#saved = saved;
		this.#savedSequence = saved?.sequence ?? Number.NEGATIVE_INFINITY;
		if (saved) this.#vouched = this.view();
	}

	/** Why it is not vouched for, if it was saved before a restart and is not proven since. */
	get savedBecause(): Reason | undefined {
		return this.#saved && SAVED;
	}

	/** Monotonic ms until which it may be served without a proof, if it was saved before a restart. */
	get servedUntil(): number | undefined {
		return this.#saved?.servedUntil;
	}

	/** A member has left since it was last true, and is still in it. */
	get hasFormer(): boolean {
		return this.#hasFormer;
	}

	/** Whether its rows have the effect of a dispatch of its session that comes again after a restart. */
	has(sequence: number | null): boolean {
		return sequence !== null && sequence <= this.#savedSequence;
	}

	get size(): number {
		return this.table.size;
	}

	/** How many bytes of memory it takes, with the objects of its guild. */
	get bytes(): number {
		return GUILD_BYTES + this.table.bytes;
	}

	/** Users who are members by an event, and not in the list. The list is vouched for after each of them was looked up. */
	get unconfirmed(): ReadonlySet<string> {
		return this.#unconfirmed ?? NOBODY;
	}

	/** It lacks nobody who was a member when it was last true, as far as anybody knows. */
	get isWhole(): boolean {
		if (this.unconfirmed.size > 0) return false;
		return !this.#forgotten || [...this.#forgotten].every((userId) => this.vouchedView.has(userId));
	}

	/** It is settled what the user is. */
	confirm(userId: string): void {
		this.#unconfirmed?.delete(userId);
		if (this.brokenBy === undefined) this.#forgotten?.delete(userId);
	}

	/** Why it can no longer be vouched for; `undefined` while its session is unbroken. */
	get brokenBy(): Reason | undefined {
		return this.session === undefined ? NO_SESSION : this.session.brokenBy;
	}

	/**
	 * Applies an event, if the list is still kept true, or a cache reads it.
	 *
	 * @param isWatched - whether somebody wants to know what it changed
	 * @returns what it changed of a member. The deletion of a role is not reported for each member.
	 */
	apply(event: MemberEvent, isWatched = false): RosterChange | undefined {
		if (event.type === 'remove') this.#noteLeave(event.userId);
		if (this.brokenBy !== undefined) {
			if (this.isBehindCache) this.#follow(event);
			return undefined;
		}
		if (!isWatched || event.type === 'roleDelete') {
			this.#apply(event);
			return undefined;
		}
		const before = this.table.get(event.userId);
		this.#apply(event);
		return changeOf(event.userId, before, this.table.get(event.userId));
	}

	/**
	 * Takes over what a dispatch of another guild says about a user.
	 *
	 * @returns the change of the member; `undefined` if they are not here, or are all that already
	 */
	adopt(userId: string, user: Partial<RawMember['user']>): RosterChange | undefined {
		const before = this.table.get(userId);
		if (!before || isTold(before.user, user)) return undefined;
		if (this.brokenBy !== undefined) this.#vouched ??= this.view();
		const after = mergeMember(before, { user });
		this.table.set(after);
		return { kind: 'updated', userId, before, after };
	}

	/**
	 * Keeps nothing of the user; `true` if they were held. They may still be a member, so the list is not complete before
	 * they were looked up.
	 */
	forget(userId: string): boolean {
		const wasVouched = this.#vouched?.has(userId) ?? false;
		if (!this.table.erase(userId) && !wasVouched) return false;
		this.#vouched = undefined; // they are in its rows
		this.#forgotten ??= new Set();
		this.#forgotten.add(userId);
		this.#doubt(userId);
		return true;
	}

	/**
	 * It was true at `moment` (monotonic ms). An earlier moment changes nothing, and neither does one that a running replay
	 * proves.
	 */
	vouchUntil(moment: number): void {
		if (this.#vouched) return; // the moment may be later than these rows
		this.vouchedAt = Math.max(this.vouchedAt, moment);
	}

	/** The session is cut. Events from now on belong to a replay, and nothing vouches for them before the replay ends. */
	suspend(): void {
		if (this.brokenBy === undefined) this.#vouched ??= this.view();
	}

	/** The replay has ended, and the list is as true as before. */
	resume(): void {
		if (this.brokenBy !== undefined) return;
		this.#vouched = undefined;
		this.#saved = undefined;
		this.#hasFormer = false;
	}

	view(): ColumnsView {
		return this.table.view();
	}

	/** The list as of `vouchedAt`. */
	get vouchedView(): ColumnsView {
		return this.#vouched ?? this.view();
	}

	/** Somebody leaves who may stay in the rows that it was true with. */
	#noteLeave(userId: string): void {
		if (this.brokenBy === undefined && !this.#vouched) return;
		if (this.vouchedView.has(userId)) this.#hasFormer = true;
	}

	/** Nothing vouches for it any more, and a cache goes on as a cache of discord.js does. */
	#follow(event: MemberEvent): void {
		this.#vouched ??= this.view();
		this.table.apply(event);
	}

	#apply(event: MemberEvent): void {
		const known = this.table.apply(event);
		if (event.type === 'update') {
			if (!known && event.provesMembership) this.#doubt(event.userId);
		} else if (event.type !== 'roleDelete') {
			this.confirm(event.userId);
		}
	}

	#doubt(userId: string): void {
		this.#unconfirmed ??= new Set();
		this.#unconfirmed.add(userId);
	}
}
