import type { IClock } from '../interfaces/IClock.js';
import type { RawMember } from '../interfaces/ITransport.js';
import { GuildGate } from '../pacing/GuildGate.js';
import { PageBudget } from '../pacing/PageBudget.js';
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
	onEraEnd?(reason: string): void;
	/** The session was cut, resumed, established or ended, or the guild came or went. */
	onConnection?(): void;
}

/** One guild as its shard's dispatches tell it. */
export class GuildSync {
	era = new Era();
	/** Held by the session, and not in an outage. */
	available: boolean;
	roster: Roster | undefined;
	/** Monotonic ms until which Discord said it would refuse a full request. */
	refusedUntil = 0;
	readonly log: EventLog;
	readonly gate: GuildGate;
	/** What reading its member list over REST costs. */
	readonly pages = new PageBudget();
	readonly #listeners = new Set<GuildListener>();

	constructor(
		readonly id: string,
		readonly shardId: number,
		available: boolean,
		clock: IClock,
		gate?: GuildGate,
	) {
		this.available = available;
		this.log = new EventLog(clock);
		this.gate = gate ?? new GuildGate(clock);
	}

	/** Registers before you send; the returned function undoes it. */
	listen(listener: GuildListener): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	get listenerCount(): number {
		return this.#listeners.size;
	}

	take(event: MemberEvent): void {
		this.log.record(event);
		this.roster?.apply(event);
		this.tell((listener) => listener.onEvent?.(event));
	}

	/** Voids what was learned; `vouchedAt` (monotonic ms) is how far the roster was still known to be true. */
	endEra(reason: string, vouchedAt: number): void {
		if (this.roster?.brokenBy === undefined) this.roster?.vouchUntil(vouchedAt);
		this.era.end(reason);
		this.era = new Era();
		this.log.clear();
		this.tell((listener) => listener.onEraEnd?.(reason));
	}

	tell(say: (listener: GuildListener) => void): void {
		for (const listener of [...this.#listeners]) say(listener);
	}
}
