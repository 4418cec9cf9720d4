import type { Reason } from '../errors/because.js';
import type { IClock } from '../interfaces/IClock.js';
import type { RawMember } from '../interfaces/ITransport.js';
import { type Gate, GuildGate } from '../pacing/GuildGate.js';
import { PageBudget } from '../pacing/PageBudget.js';
import { RestGates } from '../pacing/RestGate.js';
import type { Lookup } from '../roster/Draft.js';
import type { IRosterObserver, RosterState } from '../roster/IRosterObserver.js';
import type { Roster } from '../roster/Roster.js';
import { Era } from './Era.js';
import { EventLog } from './EventLog.js';
import type { MemberEvent } from './MemberEvent.js';

/** GUILD_MEMBERS_CHUNK as documented (gateway-events, "Guild Members Chunk"). */
export interface MembersChunk {
	readonly guild_id: string;
	readonly members: readonly RawMember[];
	readonly chunk_index: number;
	readonly chunk_count: number;
	readonly not_found?: readonly string[];
	readonly nonce?: string;
}

/** What a running fetch hears of its guild. Every method is optional to the hearer's interest. */
export interface GuildListener {
	onEvent?(event: MemberEvent): void;
	onChunk?(chunk: MembersChunk): void;
	/** RATE_LIMITED for op 8. `nonce` is optional in Discord's payload. */
	onRefused?(retryAfterMs: number, nonce: string | undefined): void;
	/** The era ended: nothing learned in it counts any more. */
	onEraEnd?(reason: Reason): void;
	/** The session was cut, resumed, established or ended, or the guild came or went. */
	onConnection?(): void;
	/** The bot is in the guild no more, so nothing is told of it any more. */
	onGone?(reason: Reason): void;
	/** Nothing is to be kept of the user until Discord names him again. */
	onForget?(userId: string): void;
}

/** One guild as its shard's dispatches tell it. */
export class GuildSync {
	era = new Era();
	/** Held by the session, and not in an outage; `undefined` until something shows which. */
	available: boolean | undefined;
	/** Monotonic ms at which the last request was sent whose answer came behind every event that was told before. */
	provenAt = Number.NEGATIVE_INFINITY;
	/** Monotonic ms until which Discord said it would refuse a full request. */
	refusedUntil = 0;
	readonly log: EventLog;
	readonly gate: Gate;
	/** What reading its member list over REST costs. */
	readonly pages = new PageBudget();
	/** Until when REST refuses requests about it. */
	readonly limits: RestGates;
	/** Who hears of the roster, for as long as the service is open. */
	observer: IRosterObserver | undefined;
	readonly #listeners = new Set<GuildListener>();
	#roster: Roster | undefined;
	#toldStatus: RosterState['status'] = 'none';

	constructor(
		readonly id: string,
		readonly shardId: number,
		available: boolean | undefined,
		clock: IClock,
		gate?: Gate,
	) {
		this.available = available;
		this.log = new EventLog(clock);
		this.limits = new RestGates(clock);
		this.gate = gate ?? new GuildGate(clock);
	}

	get roster(): Roster | undefined {
		return this.#roster;
	}

	/** Holds a roster from now on, in place of the one before. */
	keep(roster: Roster): void {
		this.#roster = roster;
		this.tellStatus();
	}

	/** Lets go of the roster. */
	drop(reason: Reason): void {
		this.#roster = undefined;
		this.tellStatus(reason);
	}

	/** Registers before you send; the returned function undoes it. */
	listen(listener: GuildListener): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	get listenerCount(): number {
		return this.#listeners.size;
	}

	/** A request sent at `askedAt` (monotonic ms) was answered over the gateway: what happened before it has been told. */
	prove(askedAt: number): void {
		this.provenAt = Math.max(this.provenAt, askedAt);
	}

	/** A dispatch names the guild, so the session holds it; an outage that was announced ends only with GUILD_CREATE. */
	noticeHeld(): void {
		this.available ??= true;
	}

	take(told: MemberEvent): void {
		const event = this.log.record(told);
		const change = this.#roster?.apply(event, this.observer?.isWatching);
		this.tell((listener) => listener.onEvent?.(event));
		if (change) this.observer?.onMember(this.id, change);
	}

	/**
	 * Ends the doubt of a roster about a user by what a lookup has told, unless that is of no use any more; an event that came
	 * since has ended it before.
	 */
	admit(roster: Roster, { userId, member: found, askedAt }: Lookup): void {
		if (!roster.doubts.has(userId) || this.log.leavesOpen(userId, askedAt, found !== undefined)) return;
		roster.doubts.delete(userId);
		const member = found && this.log.merge(found, askedAt);
		if (!member) return;
		const event = { type: 'add', userId, member } as const;
		const change = roster.apply(event, this.observer?.isWatching);
		if (change && roster === this.#roster) this.observer?.onMember(this.id, change);
	}

	/** Keeps nothing of the user until Discord names him again; `true` where the roster held him. */
	forget(userId: string): boolean {
		// First the roster: the draft that it was made of has the same rows, and would leave it nothing to doubt.
		const wasHeld = this.#roster?.forget(userId) ?? false;
		this.log.forget(userId);
		this.tell((listener) => listener.onForget?.(userId));
		return wasHeld;
	}

	/** Voids what was learned; `vouchedAt` (monotonic ms) is how far the roster was still known to be true. */
	endEra(reason: Reason, vouchedAt: number): void {
		if (this.roster?.brokenBy === undefined) this.roster?.vouchUntil(vouchedAt);
		this.era.end(reason);
		this.era = new Era();
		this.log.clear();
		this.tell((listener) => listener.onEraEnd?.(reason));
		this.tellStatus(reason);
	}

	/** Ends for good: of the members of a guild that the bot has left, nothing is kept. */
	leave(reason: Reason, vouchedAt: number): void {
		this.available = false;
		this.endEra(reason, vouchedAt);
		this.drop(reason);
		this.tell((listener) => listener.onGone?.(reason));
	}

	tell(say: (listener: GuildListener) => void): void {
		for (const listener of [...this.#listeners]) say(listener);
	}

	/**
	 * Tells the observer what can be said of the roster, where that is news.
	 *
	 * @param doubt - why a roster is not complete, or is no more
	 */
	tellStatus(doubt = this.#roster?.brokenBy): void {
		const status = !this.#roster ? 'none' : doubt === undefined ? 'complete' : 'stale';
		if (status === this.#toldStatus) return;
		this.#toldStatus = status;
		const reason = doubt === undefined ? {} : { reason: doubt };
		this.observer?.onStatus(this.id, { status, ...reason, size: this.#roster?.size ?? 0 });
	}
}
