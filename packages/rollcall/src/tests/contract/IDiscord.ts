import type { GatewayDispatch, RawMember } from '../../interfaces/ITransport.js';

/** An answer of REST. */
export interface RestAnswer {
	readonly status: number;
	/** Members of a page, or the one member that was asked for. */
	readonly members: readonly RawMember[];
	/** Ms for which more would be refused, of a 429. */
	readonly retryAfterMs?: number;
}

/** A Discord that a test plays with: one guild, one bot, one shard, and a clock that the test moves. */
export interface IDiscord {
	readonly guildId: string;
	/** Every dispatch that the bot received, over all of its sessions. */
	readonly heard: readonly GatewayDispatch[];
	/** Ms between heartbeats. */
	readonly heartbeatMs: number;
	/** The members as they are now. */
	truth(): ReadonlyMap<string, RawMember>;
	/** Moves the clock, and lets everything arrive that is on its way. */
	pass(ms: number): Promise<void>;

	requestAll(nonce: string | undefined): void;
	requestIds(ids: readonly string[], nonce: string): void;
	/** Asks for all members, and loses the socket after the first chunk. */
	requestAllAndCut(nonce: string): Promise<void>;
	list(after: string, limit: number): Promise<RestAnswer>;
	get(userId: string): Promise<RestAnswer>;
	/** The next REST request is refused for so long. */
	limitNext(retryMs: number): void;

	join(): void;
	leave(userId: string): void;
	update(userId: string): void;
	deleteRole(): void;
	/** The guild is unavailable for so long. */
	outage(ms: number): void;

	cut(): Promise<void>;
	resume(): Promise<void>;
	/** A new session instead of the one that was cut. */
	renew(): Promise<void>;
	/** Whether a heartbeat is acknowledged. */
	isBeatAcknowledged(): Promise<boolean>;
}
