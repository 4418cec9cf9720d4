import { because } from '../errors/because.js';
import type { IClock } from '../interfaces/IClock.js';
import type { ITransport } from '../interfaces/ITransport.js';
import { SendGate } from '../pacing/SendGate.js';
import { away, closedForGood, type Doubt } from './Doubt.js';
import type { GuildSync } from './GuildSync.js';
import { ShardSession } from './ShardSession.js';

/** Discord's usual interval (gateway, "Sending Heartbeats"), for connections that do not tell theirs. */
const USUAL_HEARTBEAT_MS = 41_250;
/** Silence longer than this many heartbeats may be a dead socket that nobody has noticed. */
const QUIET_HEARTBEATS = 1.5;

/** The sessions of one bot's shards: what they hold, and what they can vouch for. */
export abstract class Sessions {
	readonly #shards = new Map<number, ShardSession>();
	readonly #sends = new Map<number, SendGate>();

	protected constructor(
		readonly transport: ITransport,
		protected readonly clock: IClock,
	) {}

	shard(shardId: number): ShardSession {
		let shard = this.#shards.get(shardId);
		if (!shard) {
			const { ready, sequence } = this.transport.connection(shardId);
			shard = new ShardSession(ready, this.clock.now(), sequence);
			this.#shards.set(shardId, shard);
		}
		return shard;
	}

	sendGate(shardId: number): SendGate {
		let gate = this.#sends.get(shardId);
		if (!gate) {
			gate = new SendGate(this.clock);
			this.#sends.set(shardId, gate);
		}
		return gate;
	}

	/** Monotonic ms of the last dispatch, or of the heartbeat that was last acknowledged, of an established session. */
	heardAt(shardId: number): number {
		const shard = this.shard(shardId);
		const beat = this.transport.connection(shardId).heartbeatAt ?? Number.NEGATIVE_INFINITY;
		return Math.max(shard.heardAt, beat);
	}

	/**
	 * Monotonic ms up to which everything that happened in the guild is known to have been told. When a dispatch is read
	 * says nothing of that: it may have waited for a busy event loop.
	 */
	provenAt(guild: GuildSync): number {
		const { provenAt = Number.NEGATIVE_INFINITY } = this.transport.connection(guild.shardId);
		return Math.max(guild.provenAt, provenAt);
	}

	/** A request went unanswered, and nothing was heard since. */
	isSuspect(shardId: number): boolean {
		const { suspectAt } = this.shard(shardId);
		return suspectAt !== undefined && this.heardAt(shardId) <= suspectAt;
	}

	suspect(shardId: number): void {
		this.shard(shardId).suspectAt = this.clock.now();
	}

	/** Why the guild's events cannot be vouched for now; `undefined` where they can. */
	doubt(guild: GuildSync): Doubt | undefined {
		if (this.transport.destroyed) return away(because('clientDestroyed'));
		const shard = this.shard(guild.shardId);
		if (shard.endCode !== undefined) return away(closedForGood(guild.shardId, shard.endCode));
		const connection = this.transport.connection(guild.shardId);
		if (!shard.live || !connection.ready) return away(because('sessionCut'));
		if (guild.available === false || shard.pending.has(guild.id)) return away(because('guildUnheard'));
		shard.heartbeatIntervalMs = connection.heartbeatIntervalMs ?? shard.heartbeatIntervalMs;
		const silence = this.clock.now() - this.heardAt(guild.shardId);
		const isQuiet = silence > QUIET_HEARTBEATS * (shard.heartbeatIntervalMs ?? USUAL_HEARTBEAT_MS);
		if (isQuiet || this.isSuspect(guild.shardId))
			return { kind: 'quiet', reason: because('gatewayQuiet', { ms: silence }) };
		if (connection.holding) return { kind: 'quiet', reason: because('dispatchesAwaited') };
		// Any answer of the session for the guild shows that it holds it.
		return guild.available ? undefined : { kind: 'quiet', reason: because('guildUntold') };
	}

	/** Whether the session holds the guild: what it has told beats what a client makes of that. */
	protected isHeld(guildId: string, shardId: number): boolean | undefined {
		const { held, pending } = this.shard(shardId);
		if (pending.has(guildId)) return false;
		return held.has(guildId) || this.transport.holdsGuild(guildId);
	}

	protected isOurs(guildId: string, shardId: number): boolean {
		return this.isHeld(guildId, shardId) !== false || this.shard(shardId).pending.has(guildId);
	}

	protected forgetSessions(): void {
		this.#shards.clear();
	}
}
