import type { IClock } from '../interfaces/IClock.js';
import type { RawMember } from '../interfaces/ITransport.js';
import { type MemberEvent, type MemberPatch, mergeMember, mergePatches, withoutRoles } from '../roster/MemberEvent.js';
import { REPLICA_LAG_MS } from './replicaLag.js';

/** The sum of the events of one user since a moment. */
export type Verdict =
	| { readonly kind: 'gone' }
	/** They joined: this is the whole member, and older data is of an earlier membership. */
	| {
			readonly kind: 'whole';
			readonly member: RawMember;
			/** The membership began with this event, so that data of it can only be newer. */
			readonly isNew: boolean;
			/** A later update or another join has told the flags. */
			readonly flagsTold?: boolean;
	  }
	/** These keys are newer than any older data. */
	| { readonly kind: 'patch'; readonly patch: MemberPatch; readonly provesMembership: boolean }
	/** They were forgotten, together with what made older data wrong, so older data must not be used. */
	| { readonly kind: 'unknown' };

/** An event of one user, or the fact that there was one that may not be kept. */
type Told =
	| Exclude<MemberEvent, { readonly type: 'roleDelete' }>
	/** `moved`: the event was a join or a leave. */
	| { readonly type: 'forgotten'; readonly userId: string; readonly moved: boolean };

interface Entry {
	readonly at: number;
	readonly event: Told;
	/** Of an `add`: the membership began with it. */
	readonly isNew?: boolean;
}

/** How many ids of deleted roles are remembered. A guild has 250 roles at most, and no role comes back under its old id. */
const DELETED_ROLES = 10_000;
// A bot may be in thousands of quiet guilds, and an empty Map or Set takes 160 bytes. These are never changed.
const NO_ENTRIES: ReadonlyMap<string, Entry[]> = new Map();
const NO_ROLES: ReadonlySet<string> = new Set();

/** Pruning is rare and in bulk, so that a busy guild does not pay for a shift at each event. */
const BULK = 64;

/**
 * The recent member events of one guild, so that chunk or page data that is older than an event never wins over it.
 * It reaches back {@link REPLICA_LAG_MS}, and during a fetch that long before the start of the fetch.
 */
export class RecentEvents {
	/** Called at each event, because the log has to be pruned later even if no more events come. */
	onRecord = () => {};
	#byUser: Map<string, Entry[]> | undefined;
	#order: Entry[] = [];
	#lastAt = Number.NEGATIVE_INFINITY;
	/** In the order of their deletion. */
	#deletedRoles: Set<string> | undefined;
	#holds: readonly { readonly since: number }[] = [];

	constructor(private readonly clock: IClock) {}

	/** Monotonic ms of the last event. Clearing the log does not change it. */
	get lastAt(): number {
		return this.#lastAt;
	}

	/** Whether no event could contradict older data, no deletion of a role either. */
	get isEmpty(): boolean {
		return this.#order.length === 0 && this.#lastAt < this.#oldest;
	}

	/** Whether it has no event of any user. */
	get knowsNobody(): boolean {
		return this.#byUser === undefined || this.#byUser.size === 0;
	}

	/** Keeps everything from {@link REPLICA_LAG_MS} before now on, until the returned function is called. */
	hold(): () => void {
		const hold = { since: this.clock.now() };
		this.#holds = [...this.#holds, hold];
		return () => {
			this.#holds = this.#holds.filter((other) => other !== hold);
			this.prune(BULK);
		};
	}

	/** Takes note of an event. Returns it without the roles that were deleted before it, which it may still name. */
	record(told: MemberEvent): MemberEvent {
		const at = this.clock.now();
		this.#lastAt = at;
		this.onRecord();
		const event = this.#withoutDeletedRoles(told);
		if (event.type === 'roleDelete') this.#noteDeletion(event.roleId);
		else this.#add({ at, event, ...(event.type === 'add' && { isNew: this.#isNew(event.member) }) });
		this.prune(BULK);
		return event;
	}

	/** Forgets the events of members, because another session may have missed what contradicts them. */
	clear(): void {
		this.#byUser = undefined;
		this.#order = [];
	}

	/**
	 * Keeps nothing of one user but their id, until no older data can come any more: that they have left, or that there was
	 * an event.
	 */
	forget(userId: string): void {
		const oldest = this.#oldest;
		const told = this.#entries.get(userId) ?? [];
		const at = told.at(-1)?.at;
		const isGone = this.verdict(userId, oldest)?.kind === 'gone';
		if (this.#byUser?.delete(userId)) this.#order = this.#order.filter(({ event }) => event.userId !== userId);
		if (at === undefined || at < oldest) return;
		const moved = told.some(({ event }) => isMove(event));
		const entry: Entry = { at, event: isGone ? { type: 'remove', userId } : { type: 'forgotten', userId, moved } };
		this.#byUser ??= new Map();
		this.#byUser.set(userId, [entry]);
		this.#order.splice(this.#order.findLastIndex((other) => other.at <= at) + 1, 0, entry);
	}

	/** Monotonic ms before which nobody may ask for the user: the answer might be older than what was forgotten. */
	blindUntil(userId: string): number {
		return newsAfter(this.#entries.get(userId)?.findLast(({ event }) => event.type === 'forgotten'));
	}

	/** Monotonic ms from which on all data of the user is newer than their last event. */
	toldUntil(userId: string): number {
		return newsAfter(this.#entries.get(userId)?.at(-1));
	}

	/** Data that was asked for at `askedAt`, with what events have told since; `undefined` if it must not be used. */
	merge(member: RawMember, askedAt: number): RawMember | undefined {
		const since = askedAt - REPLICA_LAG_MS;
		const verdict = this.verdict(member.user.id, since);
		if (verdict === undefined || verdict.kind === 'patch') return this.patched(member, verdict);
		return verdict.kind === 'whole' ? verdict.member : undefined;
	}

	/** Whether it stays open what the user is, after data that was asked for at `askedAt` says whether they are a member. */
	leavesOpen(userId: string, askedAt: number, isMember: boolean): boolean {
		const verdict = this.verdict(userId, askedAt - REPLICA_LAG_MS);
		return verdict?.kind === 'unknown' || (!isMember && doesProve(verdict));
	}

	/**
	 * Whether an event that data asked for at `askedAt` may lack proves that the user is a member. A join does not count: it
	 * has the whole member, so that nothing is left to ask for.
	 */
	provesMembership(userId: string, askedAt: number): boolean {
		return doesProve(this.verdict(userId, askedAt - REPLICA_LAG_MS));
	}

	/** The member under their later events, if there are any. The patch may be older than the deletion of a role. */
	patched(member: RawMember, told: { readonly patch: MemberPatch } | undefined): RawMember {
		return this.stripRoles(told ? mergeMember(member, told.patch) : member);
	}

	/** Users with events since then. */
	*usersSince(since: number): Iterable<string> {
		for (const [userId, entries] of this.#entries) {
			if ((entries.at(-1)?.at ?? 0) >= since) yield userId;
		}
	}

	/** Users who joined or left since then. Only they can explain a count that is off. */
	*movedSince(since: number): Iterable<string> {
		for (const [userId, entries] of this.#entries) {
			if (entries.some(({ at, event }) => at >= since && isMove(event))) yield userId;
		}
	}

	/** The sum of the user's events since then; `undefined` if there are none. */
	verdict(userId: string, since: number): Verdict | undefined {
		const entries = this.#byUser?.get(userId);
		if (!entries) return undefined; // as for almost everybody in a list
		let verdict: Verdict | undefined;
		for (const entry of entries) {
			if (entry.at >= since) verdict = step(verdict, entry);
		}
		if (verdict?.kind === 'whole') return { ...verdict, member: this.stripRoles(verdict.member) };
		return verdict;
	}

	/** No role was deleted, as far as it is known. */
	get knowsNoDeletion(): boolean {
		return this.#deletedRoles === undefined;
	}

	/** Whether they are roles of which one was deleted. */
	namesDeleted(roles: unknown): boolean {
		return Array.isArray(roles) && roles.some((role) => this.#deletedRoles?.has(role));
	}

	/** The member without deleted roles. */
	stripRoles(member: RawMember): RawMember {
		return withoutRoles(member, this.#deletedRoles ?? NO_ROLES);
	}

	#withoutDeletedRoles(event: MemberEvent): MemberEvent {
		if (!this.#deletedRoles) return event;
		if (event.type === 'add') return { ...event, member: this.stripRoles(event.member) };
		return event.type === 'update' ? { ...event, patch: withoutRoles(event.patch, this.#deletedRoles) } : event;
	}

	#noteDeletion(roleId: string): void {
		this.#deletedRoles ??= new Set();
		this.#deletedRoles.add(roleId);
		const [oldest = roleId] = this.#deletedRoles;
		if (this.#deletedRoles.size > DELETED_ROLES) this.#deletedRoles.delete(oldest);
	}

	#add(entry: Entry): void {
		this.#order.push(entry);
		this.#byUser ??= new Map();
		const entries = this.#byUser.get(entry.event.userId);
		if (entries) entries.push(entry);
		else this.#byUser.set(entry.event.userId, [entry]);
	}

	/** GUILD_MEMBER_ADD "may also be sent for users who are already members": `joined_at` tells. */
	#isNew({ joined_at }: RawMember): boolean {
		return typeof joined_at === 'string' && this.clock.wallNow() - Date.parse(joined_at) <= REPLICA_LAG_MS;
	}

	get #entries(): ReadonlyMap<string, Entry[]> {
		return this.#byUser ?? NO_ENTRIES;
	}

	/** Monotonic ms: events before it contradict no data any more. */
	get #oldest(): number {
		const starts = this.#holds.map(({ since }) => since);
		return Math.min(...starts, this.clock.now()) - REPLICA_LAG_MS;
	}

	/** Lets go of what contradicts no data any more, if that is `fewest` entries or all. */
	prune(fewest = 0): void {
		const oldest = this.#oldest;
		let stale = 0;
		while ((this.#order[stale]?.at ?? Number.POSITIVE_INFINITY) < oldest) stale++;
		if (stale < fewest && stale < this.#order.length) return;
		for (const entry of this.#order.splice(0, stale)) this.#drop(entry);
	}

	#drop(entry: Entry): void {
		const { userId } = entry.event;
		const entries = this.#byUser?.get(userId);
		entries?.shift();
		if (entries?.length === 0) this.#byUser?.delete(userId);
		if (this.#byUser?.size === 0) this.#byUser = undefined;
	}
}

/** Monotonic ms from which on what is asked for is newer than this. */
function newsAfter(entry: Entry | undefined): number {
	return entry === undefined ? Number.NEGATIVE_INFINITY : entry.at + REPLICA_LAG_MS + 1;
}

function doesProve(verdict: Verdict | undefined): boolean {
	return verdict?.kind === 'patch' && verdict.provesMembership;
}

function isMove(event: Told): boolean {
	return event.type === 'forgotten' ? event.moved : event.type !== 'update';
}

function step(verdict: Verdict | undefined, { event, isNew = false }: Entry): Verdict {
	switch (event.type) {
		case 'add':
			return {
				kind: 'whole',
				member: event.member,
				isNew: isNew && !mayHaveLeft(verdict),
				...(verdict?.kind === 'whole' && { flagsTold: true }), // a repeated join may be newer than any data
			};
		case 'remove':
			return { kind: 'gone' };
		case 'update':
			return stepUpdate(verdict, event.patch, event.provesMembership);
		case 'forgotten':
			return { kind: 'unknown' };
	}
}

function stepUpdate(verdict: Verdict | undefined, patch: MemberPatch, provesMembership: boolean): Verdict {
	switch (verdict?.kind) {
		case 'gone': // an update never resurrects
		case 'unknown':
			return verdict;
		case 'whole':
			return {
				...verdict,
				member: mergeMember(verdict.member, patch),
				...('flags' in patch && { flagsTold: true }),
			};
		case 'patch':
			return {
				kind: 'patch',
				patch: mergePatches(verdict.patch, patch),
				provesMembership: verdict.provesMembership || provesMembership,
			};
		case undefined:
			return { kind: 'patch', patch, provesMembership };
	}
}

function mayHaveLeft(verdict: Verdict | undefined): boolean {
	if (verdict?.kind === 'whole') return !verdict.isNew;
	return verdict?.kind === 'gone' || verdict?.kind === 'unknown';
}
