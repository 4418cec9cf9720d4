import { GatewayCloseCodes } from 'discord-api-types/v10';
import { ProvenBeats } from '../connection/ProvenBeats.js';

/**
 * Close codes after which @discordjs/ws leaves a shard alone (`WebSocketShard#onClose`); any other is recovered from.
 */
const END_CODES: ReadonlySet<number> = new Set([
	GatewayCloseCodes.AuthenticationFailed,
	GatewayCloseCodes.InvalidShard,
	GatewayCloseCodes.ShardingRequired,
	GatewayCloseCodes.InvalidAPIVersion,
	GatewayCloseCodes.InvalidIntents,
	GatewayCloseCodes.DisallowedIntents,
]);

/** What RESUME names of a session. */
export interface SessionTold {
	readonly sessionId: string;
	readonly resumeUrl: string;
}

/** The meaning of a close: the session may come back, the shard does not, or it is no news. */
export type CloseVerdict = 'cut' | 'end' | 'known';

/** One shard as its events describe it. */
export class ShardState {
	/** The beginning of its session was seen: READY has come or is about to be dispatched. */
	isAnnounced = false;
	/**
	 * A session is established, with nothing left to replay. READY and RESUMED begin that, a close or a resume ends it.
	 */
	isLive = false;
	/** Monotonic ms at which the last acknowledged heartbeat of a live session was sent. */
	heartbeatAt: number | undefined;
	readonly #proofs: ProvenBeats;
	/** Sequence number of the last dispatch. */
	sequence: number | undefined;

	/** @param isPrompt - dispatches are passed on in the turn of the event loop in which they are received */
	constructor(isPrompt = true) {
		this.#proofs = new ProvenBeats(isPrompt);
	}

	/** Monotonic ms at which the last heartbeat was sent that proves all earlier events to have been dispatched. */
	get provenAt(): number | undefined {
		return this.#proofs.provenAt;
	}

	/** The session, as READY told it; `undefined` before any. */
	session: SessionTold | undefined;

	/** Its session is that of before a restart, and is to be resumed. */
	restore(sequence: number, session: SessionTold): void {
		this.isAnnounced = true;
		this.sequence = sequence;
		this.session = session;
	}

	/** The READY of a new session is about to be dispatched. */
	awaitReady(): void {
		this.isAnnounced = true;
	}

	take(name: string, sequence: number): void {
		this.sequence = sequence;
		if (name === 'READY') this.isAnnounced = true;
		if (name === 'READY' || name === 'RESUMED') this.isLive = this.isAnnounced;
	}

	/** Before RESUMED a heartbeat proves nothing: the replay may still lack older events. */
	beat(heartbeatAt: number): void {
		if (!this.isLive || heartbeatAt <= 0) return;
		this.heartbeatAt = heartbeatAt;
		this.#proofs.note(heartbeatAt);
	}

	/** The session is being resumed: dispatches until RESUMED are a replay. `true` if that is news. */
	resume(): boolean {
		const wasLive = this.isLive;
		this.isLive = false;
		return wasLive;
	}

	/** Every socket that fails while the shard reconnects is closed too: only the first close is a cut. */
	close(code: number): CloseVerdict {
		const wasLive = this.isLive;
		this.isLive = false;
		if (END_CODES.has(code)) return 'end';
		return wasLive ? 'cut' : 'known';
	}
}
