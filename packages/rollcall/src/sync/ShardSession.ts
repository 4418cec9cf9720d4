import { because } from '../errors/because.js';
import type { IClock } from '../interfaces/IClock.js';
import type { ITransport, ShardConnection } from '../interfaces/ITransport.js';
import { SendGate } from '../pacing/SendGate.js';
import type { IShardFollower } from './IShardFollower.js';
import { connectionOf } from './oneMoment.js';
import { away, closedForGood, quiet, type SessionDoubt } from './SessionDoubt.js';

/** The verdict of a sequence number about the dispatches before it. */
export type SequenceVerdict = 'next' | 'gap' | 'old';

/** The state of the bot's connection, from the transport. */
export type Connection = Pick<ITransport, 'connection' | 'destroyed' | 'holdsGuild' | 'memberCount'>;

/** Discord's usual interval (gateway, "Sending Heartbeats"), for connections that do not say theirs. */
const USUAL_HEARTBEAT_MS = 41_250;
/** Silence longer than this many heartbeats may be a dead socket that nobody has noticed. */
const QUIET_HEARTBEATS = 1.5;

/** The gateway session of one shard: what its dispatches and its connection say, and what it can vouch for. */
export class ShardSession {
	/** Guilds whose GUILD_CREATE has not come yet: READY announced them, or they are in an outage. */
	readonly pending = new Set<string>();
	/** Guilds whose GUILD_CREATE has come in this session, and which are not in an outage. */
	readonly held = new Set<string>();
	/** It is neither cut nor in a replay, so its dispatches are news. */
	live: boolean;
	/** Hears what changes in the guilds of the shard, if other processes follow them. */
	follower: IShardFollower | undefined;
	/** Monotonic ms; the session began later. `-Infinity` if nobody knows, as of one that was there before or goes on. */
	beganAfter = Number.NEGATIVE_INFINITY;
	/** Set when the shard will not come back by itself: the close code. */
	endCode: number | undefined;
	/** Monotonic ms; since then there has been no session, or another one than now. */
	#apartSince: number;
	/** Monotonic ms of the last dispatch that was news. A replayed one is not: it happened before. */
	#newsAt: number;
	/** Monotonic ms at which a request had gone unanswered; `undefined` if something was heard since. */
	#suspectAt: number | undefined;
	/** The last interval is remembered, because a connection that is being closed no longer says its own. */
	#heartbeatIntervalMs: number | undefined;
	#sequence: number | null | undefined;
	/** Number of the last dispatch before this session was followed, so that a gap right behind it shows. */
	readonly #knownSequence: number | undefined;

	constructor(
		readonly id: number,
		readonly transport: Connection,
		private readonly clock: IClock,
		/** Paces what is sent on its connection. */
		readonly sendGate = new SendGate(clock),
	) {
		const { ready, sequence } = transport.connection(id);
		this.live = ready;
		this.#apartSince = ready ? Number.NEGATIVE_INFINITY : clock.now();
		this.#newsAt = clock.now();
		this.#knownSequence = sequence;
	}

	/** Monotonic ms of the last dispatch, or of the last acknowledged heartbeat, of an established session. */
	get heardAt(): number {
		return Math.max(this.#newsAt, this.#connection.heartbeatAt ?? Number.NEGATIVE_INFINITY);
	}

	/** Monotonic ms up to which its heartbeats prove that everything has been told. */
	get provenAt(): number {
		return this.#connection.provenAt ?? Number.NEGATIVE_INFINITY;
	}

	/** A request went unanswered, and nothing was heard since. */
	get isSuspect(): boolean {
		return this.#suspectAt !== undefined && this.heardAt <= this.#suspectAt;
	}

	/** Why nothing comes over it now; `undefined` while it is established. */
	get absence(): SessionDoubt | undefined {
		if (this.transport.destroyed) return away(because('clientDestroyed'));
		if (this.endCode !== undefined) return away(closedForGood(this.id, this.endCode));
		return this.live && this.#connection.ready ? undefined : away(because('sessionCut'));
	}

	/** Why an established session may not have told everything; `undefined` if it has. */
	get silence(): SessionDoubt | undefined {
		const { heartbeatIntervalMs, holding, heartbeatAt = Number.NEGATIVE_INFINITY } = this.#connection;
		this.#heartbeatIntervalMs = heartbeatIntervalMs ?? this.#heartbeatIntervalMs;
		const ms = this.clock.now() - Math.max(this.#newsAt, heartbeatAt);
		const isQuiet = ms > QUIET_HEARTBEATS * (this.#heartbeatIntervalMs ?? USUAL_HEARTBEAT_MS);
		if (isQuiet || this.isSuspect) return quiet(because('gatewayQuiet', { ms }));
		return holding ? quiet(because('dispatchesAwaited')) : undefined;
	}

	/** Whether it holds the guild. Its own dispatches count for more than what a client makes of them. */
	holds(guildId: string): boolean | undefined {
		if (this.pending.has(guildId)) return false;
		return this.held.has(guildId) || this.transport.holdsGuild(guildId);
	}

	/** Whether the guild is one of the bot's, also during an outage. */
	knows(guildId: string): boolean {
		return this.pending.has(guildId) || this.holds(guildId) !== false;
	}

	/** A request has gone unanswered. */
	suspect(): void {
		this.#suspectAt = this.clock.now();
	}

	/** Takes note of a dispatch. A replayed one says nothing about this moment. */
	hear(): void {
		if (this.live) this.#newsAt = this.clock.now();
		this.#suspectAt = undefined;
	}

	/** Checks a sequence number (they rise by one) and remembers it. */
	advance(sequence: number | null): SequenceVerdict {
		if (sequence === null) return 'next';
		const last = this.#sequence;
		if (last != null && sequence <= last) return 'old';
		this.#sequence = sequence;
		const before = last ?? this.#knownSequence;
		return before === undefined || sequence <= before + 1 ? 'next' : 'gap';
	}

	/** Number of the last dispatch, if there was any. */
	get sequence(): number | undefined {
		return this.#sequence ?? this.#knownSequence;
	}

	/**
	 * It is the session of before a restart, and is to be resumed. RESUMED repeats nothing of what it had told.
	 *
	 * @param sequence - of the last dispatch before those that come again
	 */
	restore(sequence: number, held: Iterable<string>, pending: Iterable<string>): void {
		this.#sequence = sequence;
		this.live = false;
		for (const id of held) this.held.add(id);
		for (const id of pending) this.pending.add(id);
	}

	/** READY: a new session begins. */
	begin(sequence: number | null, guildIds: readonly string[]): void {
		this.#sequence = sequence;
		this.beganAfter = this.#apartSince;
		this.live = true;
		this.hear();
		this.endCode = undefined;
		this.held.clear();
		this.pending.clear();
		for (const id of guildIds) this.pending.add(id);
	}

	/** RESUMED: the old session goes on, and nothing was lost. */
	resume(): void {
		this.live = true;
		this.hear();
		this.endCode = undefined;
	}

	/** GUILD_CREATE: the session has the guild from now on. */
	hold(guildId: string): void {
		this.pending.delete(guildId);
		this.held.add(guildId);
	}

	/** GUILD_DELETE. After an outage the guild is expected back. */
	release(guildId: string, isOutage: boolean): void {
		this.held.delete(guildId);
		if (isOutage) this.pending.add(guildId);
		else this.pending.delete(guildId);
	}

	cut(): void {
		this.live = false;
		this.#apartSince = this.clock.now();
	}

	end(code: number): void {
		this.cut();
		this.endCode = code;
	}

	get #connection(): ShardConnection {
		return connectionOf(this);
	}
}
