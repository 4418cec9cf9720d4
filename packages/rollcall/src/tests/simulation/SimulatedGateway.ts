import type { GatewayDispatch, ITransportListener, ShardConnection } from '../../interfaces/ITransport.js';
import type { Timers } from './Timers.js';

export const HEARTBEAT_MS = 41_250;
const ACKNOWLEDGED_MS = 50;
/** Ms between the dispatches of a replay, so that somebody can ask in the middle of it. */
export const REPLAY_PACE_MS = 30;
const SHARD = 0;

interface Dispatch extends GatewayDispatch {
	readonly s: number;
	/** Lost together with its sequence number. */
	readonly lost: boolean;
	/** Runs when it arrives, or when a later one does. */
	readonly onArrival: (() => void) | undefined;
}

/** One shard's gateway: a session of numbered dispatches, delivered in order, late, and over sockets that can break. */
export class SimulatedGateway {
	readonly listeners = new Set<ITransportListener>();
	/** Client's view: a session is established and its socket is open. */
	ready = true;
	/** Ms that a dispatch takes to arrive. */
	lagMs = 20;
	/** The next dispatch of the world gets lost, number and all. */
	loseNext = false;
	/** Time at which the current session was begun, or last had a gap. */
	unbrokenSince: number;
	/** Counts sockets: what was on its way over an older one is lost. */
	socket = 0;
	#open = true;
	#hole: number | undefined;
	/** Sending of the last heartbeat that was acknowledged. */
	#beatAt = 0;
	/** The client has been told that the session is cut. */
	#isCutTold = false;
	/** Time of the last dispatch that was delivered to an established session. */
	#newsAt = 0;
	#buffer: Dispatch[] = [];
	/** All dispatches of the session. */
	#history: Dispatch[] = [];
	/** Counts sessions. */
	session = 0;
	#sequence = 100;
	#delivered = 100;
	#busyUntil = 0;

	constructor(private readonly timers: Timers) {
		this.unbrokenSince = timers.now;
		timers.after(HEARTBEAT_MS, () => this.#beat());
	}

	/** Whether what the client sends over `socket` arrives. */
	carries(socket: number): boolean {
		return this.#open && this.#hole === undefined && socket === this.socket;
	}

	connection(): ShardConnection {
		const beats = this.#beatAt > 0 ? { heartbeatAt: this.#beatAt, provenAt: this.#beatAt } : {};
		return { ready: this.ready, heartbeatIntervalMs: HEARTBEAT_MS, ...beats };
	}

	/** Time at which the client has last had a sign of life. */
	get heardAt(): number {
		return Math.max(this.#newsAt, this.#beatAt);
	}

	/** Sends a heartbeat now and then; its acknowledgement comes behind the dispatches that are on their way. */
	#beat(): void {
		const { socket } = this;
		const sentAt = this.timers.now;
		this.timers.after(HEARTBEAT_MS, () => this.#beat());
		if (!this.ready || !this.carries(socket)) return;
		this.#busyUntil = Math.max(this.#busyUntil, sentAt + Math.max(this.lagMs, ACKNOWLEDGED_MS));
		this.timers.after(this.#busyUntil - sentAt, () => {
			if (this.ready && this.carries(socket)) this.#beatAt = sentAt;
		});
	}

	/** A dispatch of the session that runs; kept for a replay when no socket is open. `true` if it gets lost. */
	emit(t: string, d: object, onArrival?: () => void, mayBeLost = false): boolean {
		const lost = mayBeLost && this.loseNext && this.#delivered > 100;
		if (lost) {
			this.loseNext = false;
			this.unbrokenSince = this.timers.now;
		}
		const dispatch = { t, d, s: ++this.#sequence, lost, onArrival };
		this.#buffer.push(dispatch);
		this.#history.push(dispatch);
		if (this.#open) this.#travel(dispatch);
		return lost;
	}

	/** The socket breaks, and the client notices. */
	cut(): void {
		this.#leave();
		this.socket++;
		this.#hole = undefined;
		this.#tellCut();
	}

	/** The client is told to resume the session on its open socket, which closes nothing. */
	interrupt(): void {
		if (this.#open && this.#hole === undefined) this.#leave();
	}

	/** From now on nothing gets through, and nobody notices. */
	fallSilent(): void {
		this.#hole = this.timers.now;
	}

	/** A new socket for the old session: what was missed is replayed, then RESUMED. */
	resume(): void {
		this.#open = true;
		this.socket++;
		for (const dispatch of this.#buffer) if (dispatch.s > this.#delivered) this.#travel(dispatch, REPLAY_PACE_MS);
		this.emit('RESUMED', {}, () => this.#establish());
	}

	/** The process of the client is gone, and tells nobody. */
	crash(): void {
		this.#leave();
		this.socket++;
		this.#hole = undefined;
		this.#isCutTold = false;
		this.#beatAt = 0;
		this.listeners.clear();
	}

	/**
	 * A new process resumes the session behind a dispatch. What came since comes again, whoever has had it.
	 *
	 * @param harm - the one of them that gets lost, and the one that comes twice
	 */
	resumeBehind(
		sequence: number,
		harm: { readonly loses?: number | undefined; readonly repeats?: number | undefined },
	): void {
		this.#open = true;
		this.socket++;
		const again = this.#history.filter(({ s }) => s > sequence);
		for (const [index, dispatch] of again.entries()) {
			const isLost = index === harm.loses && dispatch.t !== 'GUILD_DELETE'; // nobody could know of such an outage
			if (!isLost) this.#travel(dispatch, REPLAY_PACE_MS);
			if (index === harm.repeats) this.#travel(dispatch, REPLAY_PACE_MS);
			if (isLost) this.unbrokenSince = this.timers.now;
		}
		this.emit('RESUMED', {}, () => this.#establish());
	}

	/** A new session. */
	renew(guildIds: readonly string[], onReady: () => void): void {
		this.#open = true;
		this.socket++;
		this.#buffer = [];
		this.#history = [];
		this.session++;
		this.#sequence = 0;
		this.#delivered = 0;
		this.unbrokenSince = this.timers.now;
		this.emit('READY', { guilds: guildIds.map((id) => ({ id, unavailable: true })) }, () => {
			this.#establish();
			onReady();
		});
	}

	#leave(): void {
		this.#open = false;
		this.ready = false;
	}

	#establish(): void {
		this.ready = true;
		this.#isCutTold = false;
	}

	#tellCut(): void {
		this.#isCutTold = true;
		for (const listener of [...this.listeners]) listener.onCut(SHARD);
	}

	#travel(dispatch: Dispatch, paceMs = 0): void {
		if (dispatch.lost) return;
		const { socket } = this;
		this.#busyUntil = Math.max(this.#busyUntil + paceMs, this.timers.now + this.lagMs);
		this.timers.after(this.#busyUntil - this.timers.now, () => {
			if (this.carries(socket)) this.#deliver(dispatch);
		});
	}

	#deliver({ t, s, d }: Dispatch): void {
		if (!this.ready && !this.#isCutTold) this.#tellCut();
		while (this.#buffer[0] && this.#buffer[0].s <= s) this.#buffer.shift()?.onArrival?.();
		this.#delivered = s;
		if (this.ready) this.#newsAt = this.timers.now;
		for (const listener of [...this.listeners]) listener.onDispatch(SHARD, { t, s, d });
	}
}
