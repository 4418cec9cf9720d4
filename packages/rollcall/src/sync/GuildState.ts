import { because, type Reason } from '../errors/because.js';
import type { IClock } from '../interfaces/IClock.js';
import { type Gate, GuildGate } from '../pacing/GuildGate.js';
import { PageBudget } from '../pacing/PageBudget.js';
import { RestGates } from '../pacing/RestGate.js';
import type { IRosterHolder } from '../roster/IRosterHolder.js';
import type { IRosterObserver, RosterState } from '../roster/IRosterObserver.js';
import type { MemberEvent, UserPatch } from '../roster/MemberEvent.js';
import type { MemberList } from '../roster/MemberList.js';
import type { ReadRows } from '../roster/ReadRows.js';
import type { Roster } from '../roster/Roster.js';
import type { SharedRosters } from '../roster/SharedRosters.js';
import { UnbrokenSession } from '../roster/UnbrokenSession.js';
import type { Lookup } from './Lookup.js';
import { RecentEvents } from './RecentEvents.js';
import { away, quiet, type SessionDoubt } from './SessionDoubt.js';
import type { Connection, ShardSession } from './ShardSession.js';

/** The used part of GUILD_MEMBERS_CHUNK (gateway-events, "Guild Members Chunk"). */
export interface MembersChunk {
	readonly guild_id: string;
	readonly members: MemberList;
	readonly chunk_index: number;
	readonly chunk_count: number;
	readonly not_found?: readonly string[];
	/** Of the members who are not offline, if they were asked for and the bot has the intent. */
	readonly presences?: readonly unknown[];
	readonly nonce?: string;
}

/** The callbacks of a running fetch about its guild. */
export interface GuildListener {
	onEvent?(event: MemberEvent): void;
	onChunk?(chunk: MembersChunk): void;
	/** RATE_LIMITED for op 8. `nonce` is optional in Discord's payload. */
	onRefused?(retryAfterMs: number, nonce: string | undefined): void;
	/** The session broke, so that nothing learned in it counts any more. */
	onBreak?(reason: Reason): void;
	/** The session was cut, resumed, established or ended, or the guild came or went. */
	onConnection?(): void;
	/** The bot is no longer in the guild, so that no more events of it come. */
	onGone?(reason: Reason): void;
	/** Nothing may be kept of the user until Discord names them again. */
	onForget?(userId: string): void;
}

/** One guild: what its dispatches say, and its roster. */
export class GuildState implements IRosterHolder {
	session = new UnbrokenSession();
	/** The session holds it, and it is not in an outage; `undefined` until something shows which. */
	available: boolean | undefined;
	/** Monotonic ms until which Discord said it would refuse a full request. */
	refusedUntil = 0;
	readonly log: RecentEvents;
	readonly gate: Gate;
	/** How long reading its member list over REST takes. */
	readonly pages = new PageBudget();
	/** Know until when REST refuses requests about it. */
	readonly limits: RestGates;
	/** Hears about the roster for as long as the service is open. */
	observer: IRosterObserver | undefined;
	/** The rosters that the caches of the client read, if they read any. */
	shared: SharedRosters | undefined;
	#listeners: readonly GuildListener[] = [];
	/** Monotonic ms at which the last request was sent whose answer came behind every earlier event. */
	#answeredAt = Number.NEGATIVE_INFINITY;
	#roster: Roster | undefined;
	/** The last roster that a cache could read. A cache goes on to read it when a list that no event keeps true takes its place. */
	#shown: Roster | undefined;
	#toldStatus: RosterState['status'] = 'none';

	constructor(
		readonly id: string,
		/** The session over which its events come. */
		readonly shard: ShardSession,
		private readonly clock: IClock,
		gate?: Gate,
	) {
		this.available = shard.holds(id);
		this.log = new RecentEvents(clock);
		this.gate = gate ?? new GuildGate(clock);
		this.limits = new RestGates(clock, () => this.gate.turns);
	}

	/** The connection of its bot. */
	get connection(): Connection {
		return this.shard.transport;
	}

	get roster(): Roster | undefined {
		return this.#roster;
	}

	/** The roster, if it is true at this moment without asking anybody. */
	get trueRoster(): Roster | undefined {
		const roster = this.#roster;
		const isTrue = roster?.brokenBy === undefined && roster?.unconfirmed.size === 0 && this.doubt === undefined;
		return isTrue ? roster : undefined;
	}

	/** Monotonic ms up to which the roster is known to be true; `undefined` if there is none. */
	get vouchedAt(): number | undefined {
		const roster = this.#roster;
		const isKept = roster?.brokenBy === undefined && roster?.unconfirmed.size === 0;
		if (isKept) roster.vouchUntil(this.provenAt);
		return roster?.vouchedAt;
	}

	get memberCount(): number | undefined {
		return this.connection.memberCount?.(this.id);
	}

	/** A cache of discord.js reads a roster of the guild, or is about to. */
	get isBehindCache(): boolean {
		return this.#roster?.isBehindCache === true || this.#shown?.isBehindCache === true;
	}

	/** Why its events cannot be vouched for now; `undefined` if they can. */
	get doubt(): SessionDoubt | undefined {
		const { shard, available } = this;
		const { absence } = shard;
		if (absence) return absence;
		if (available === false || shard.pending.has(this.id)) return away(because('guildUnheard'));
		// Any answer of the session for the guild shows that it holds it.
		return shard.silence ?? (available ? undefined : quiet(because('guildUntold')));
	}

	/** Nothing of the guild comes over the session now. */
	get isAway(): boolean {
		return this.doubt?.kind === 'away';
	}

	/** The session can be asked, and can vouch for what comes. */
	get isLive(): boolean {
		const { doubt } = this;
		return doubt === undefined || (doubt.kind === 'quiet' && !this.shard.isSuspect);
	}

	/**
	 * Monotonic ms up to which everything that happened in the guild is known to have been told. The moment at which a
	 * dispatch is read does not prove that, because the dispatch may have waited for a busy event loop.
	 */
	get provenAt(): number {
		return Math.max(this.#answeredAt, this.shard.provenAt);
	}

	/** Holds a roster from now on, instead of the last one. */
	keep(roster: Roster): void {
		this.#roster = roster;
		this.shard.follower?.onGuild(this.id);
		roster.isBehindCache = this.shared !== undefined && roster.brokenBy === undefined;
		this.tellStatus();
	}

	/** Holds a roster that was saved before a restart. No cache reads it before it is proven. */
	restore(roster: Roster): void {
		this.#roster = roster;
		this.shard.follower?.onGuild(this.id);
		this.tellStatus(roster.savedBecause);
	}

	/** Lets the caches of the client read the roster. */
	show(): void {
		if (!this.#roster?.isBehindCache) return;
		this.#shown = this.#roster;
		this.shared?.keep(this, this.#roster);
	}

	/** Lets the caches of the client read what is known while there is no roster. */
	showUnproven(rows: ReadRows): void {
		this.shared?.keepUnproven(this, rows);
	}

	/** Lets go of the roster. */
	drop(reason: Reason): void {
		this.#roster = undefined;
		this.shard.follower?.onGuild(this.id);
		this.#shown = undefined;
		this.shared?.drop(this, reason);
		this.tellStatus(reason);
	}

	/** Listens from now on; the returned function undoes it. Listen before you send. */
	listen(listener: GuildListener): () => void {
		this.#listeners = [...this.#listeners, listener];
		return () => {
			this.#listeners = this.#listeners.filter((other) => other !== listener);
		};
	}

	get listenerCount(): number {
		return this.#listeners.length;
	}

	/** The gateway answered a request sent at `askedAt` (monotonic ms), so what happened before it has been told. */
	prove(askedAt: number): void {
		this.#answeredAt = Math.max(this.#answeredAt, askedAt);
	}

	/** A dispatch names the guild, so the session holds it. An outage that was announced ends only with GUILD_CREATE. */
	noticeHeld(): void {
		this.available ??= true;
	}

	/**
	 * Takes an event; `false` if it tells nothing new about the user themselves.
	 *
	 * @param sequence - number of the dispatch. A roster that was saved after it, and is restored, has it already
	 */
	take(told: MemberEvent, sequence: number | null = null): boolean {
		const event = this.log.record(told);
		const isKnown = this.#roster?.has(sequence) ?? false;
		const change = isKnown ? undefined : this.#roster?.apply(event, this.observer?.isWatching);
		if (this.#shown !== this.#roster) this.#shown?.apply(event);
		this.shard.follower?.onEvent(this.id, event);
		this.tell((listener) => listener.onEvent?.(event));
		if (change) this.observer?.onMember(this.id, change);
		return this.#shown?.isBehindCache !== true || this.#shown.table.hasToldUser;
	}

	/**
	 * Takes over what a dispatch of another guild says about a user; `true` if that changed the roster that a cache reads.
	 * Listeners hear about it now, and no more when the guild's own event says the same.
	 */
	adopt(userId: string, user: UserPatch): boolean {
		const roster = this.#shown;
		const change = roster?.adopt(userId, user);
		const isHeard = roster === this.#roster && roster?.brokenBy === undefined;
		if (change) this.shard.follower?.onMember(this.id, userId);
		if (change && isHeard) this.observer?.onMember(this.id, change);
		return change !== undefined;
	}

	/** Monotonic ms at which the last data may have come that the rows behind the cache were made of. */
	get readSince(): number {
		return this.#shown?.fetchedAt ?? Number.POSITIVE_INFINITY;
	}

	/**
	 * Ends the doubt of a roster about a user by the result of a lookup, unless the result is too old. If an event has come
	 * since, it has ended the doubt already.
	 */
	admit(roster: Roster, { userId, member: found, askedAt }: Lookup): void {
		if (!roster.unconfirmed.has(userId) || this.log.leavesOpen(userId, askedAt, found !== undefined)) return;
		roster.confirm(userId);
		this.shard.follower?.onMember(this.id, userId);
		const member = found && this.log.merge(found, askedAt);
		if (!member) return;
		this.shared?.tellings.note(userId, this.shard.id, this.clock.now());
		const event = { type: 'add', userId, member } as const;
		const change = roster.apply(event, this.observer?.isWatching);
		if (change && roster === this.#roster) this.observer?.onMember(this.id, change);
	}

	/** Keeps nothing of the user until Discord names them again; `true` if the roster held them. */
	forget(userId: string): boolean {
		// First the roster: the draft that it was made from has the same rows, and would leave the roster nothing to doubt.
		const wasHeld = this.#roster?.forget(userId) ?? false;
		if (this.#shown !== this.#roster) this.#shown?.forget(userId);
		this.log.forget(userId);
		this.shard.follower?.onForget(this.id, userId);
		this.tell((listener) => listener.onForget?.(userId));
		return wasHeld;
	}

	/**
	 * Discord refuses a full request for so long.
	 *
	 * @param isForeign - it names a request of somebody else
	 */
	refuse(retryAfterMs: number, nonce: string | undefined, isForeign = false): void {
		// If it is replayed, or about somebody else's request, it may be older than our last one.
		if (this.shard.live && !isForeign) this.gate.refused(retryAfterMs);
		else this.gate.shutFor(retryAfterMs);
		this.refusedUntil = this.clock.now() + retryAfterMs;
		this.tell((listener) => listener.onRefused?.(retryAfterMs, nonce));
	}

	/** The session is cut: nothing vouches for the roster before the end of the replay. */
	suspend(): void {
		const { roster } = this;
		if (roster?.brokenBy === undefined) roster?.vouchUntil(this.provenAt);
		roster?.suspend();
		this.tell((listener) => listener.onConnection?.());
	}

	/** The session was resumed, and nothing was lost. */
	resume(): void {
		this.roster?.resume();
		this.tell((listener) => listener.onConnection?.());
		this.tellStatus();
	}

	/** The shard was closed for good. */
	end(reason: Reason): void {
		this.tell((listener) => listener.onConnection?.());
		this.tellStatus(reason);
	}

	/** The guild came, or went in an outage, or the shard has a new session: another unbroken session begins. */
	renew(available: boolean, reason: Reason): void {
		this.available = available;
		this.breakSession(reason);
		this.tell((listener) => listener.onConnection?.());
	}

	/** Voids what was learned. The roster was known to be true until `vouchedAt` (monotonic ms). */
	breakSession(reason: Reason, vouchedAt = this.provenAt): void {
		if (this.roster?.brokenBy === undefined) this.roster?.vouchUntil(vouchedAt);
		this.session.break(reason);
		this.shard.follower?.onGuild(this.id);
		this.shared?.noteBreak();
		this.session = new UnbrokenSession();
		this.log.clear();
		this.tell((listener) => listener.onBreak?.(reason));
		this.tellStatus(reason);
	}

	/** Ends for good. Nothing is kept of the members of a guild that the bot has left. */
	leave(reason: Reason): void {
		this.available = false;
		this.breakSession(reason);
		this.drop(reason);
		this.tell((listener) => listener.onGone?.(reason));
	}

	tell(say: (listener: GuildListener) => void): void {
		for (const listener of this.#listeners) say(listener);
	}

	/**
	 * Tells the observer what can be said of the roster, if that is news.
	 *
	 * @param doubt - why the roster is not complete, or is no longer held
	 */
	tellStatus(doubt = this.#roster?.brokenBy): void {
		const status = !this.#roster ? 'none' : doubt === undefined ? 'complete' : 'stale';
		if (status === this.#toldStatus) return;
		this.#toldStatus = status;
		const reason = doubt === undefined ? {} : { reason: doubt };
		this.observer?.onStatus(this.id, { status, ...reason, size: this.#roster?.size ?? 0 });
	}
}
