import type { GatewayDispatchPayload } from 'discord-api-types/v10';
import type { CancelTimer, IClock } from '../interfaces/IClock.js';

/** How long a missing dispatch is waited for while later ones are here; one that Discord skipped must show soon. */
const GAP_MS = 2_000;
/** Longer than this, READY does not wait behind its event, however slow the session store is. */
const READY_MS = 15_000;

/**
 * Puts the dispatches of one shard back into the order of their sequence numbers. The shard looks up its session before
 * each dispatch. If that takes time (a worker, a store elsewhere), later dispatches overtake earlier ones, even READY.
 */
export class DispatchOrder {
	/** Number of the last dispatch that was delivered; `undefined` before any. */
	#last: number | undefined;
	/** Dispatches that wait for those before them. */
	#ahead = new Map<number, GatewayDispatchPayload>();
	/**
	 * Dispatches that came while no session was live, with an earlier number: a resume repeats them, or a new session
	 * sent them.
	 */
	#behind = new Map<number, GatewayDispatchPayload>();
	/** Those of the held dispatches that came over a socket that is gone. */
	readonly #former = new WeakSet<GatewayDispatchPayload>();
	#isReadyDue = false;
	#cancelTimer: CancelTimer = () => {};
	/** The dispatch after which one is missing while the timer runs; `undefined` if none runs. */
	#waitsAfter: number | undefined;

	constructor(
		private readonly clock: IClock,
		private readonly isLive: () => boolean,
		private readonly deliver: (dispatch: GatewayDispatchPayload) => void,
		/** Number of the last dispatch of a session from before a restart, which is to be resumed. */
		last?: number,
	) {
		this.#last = last;
	}

	/** An earlier dispatch has not been delivered yet. */
	get isWaiting(): boolean {
		return this.#ahead.size > 0;
	}

	/** The READY of a new session is about to be dispatched: dispatches from now on belong to that session. */
	awaitReady(): void {
		this.#isReadyDue = true;
		this.#watch();
	}

	/** The socket is gone. The held dispatches came over it, so they belong to no session that begins from now on. */
	close(): void {
		for (const dispatch of [...this.#ahead.values(), ...this.#behind.values()]) this.#former.add(dispatch);
	}

	take(dispatch: GatewayDispatchPayload): void {
		const { t, s } = dispatch;
		if (typeof s !== 'number') this.deliver(dispatch);
		else if (t === 'READY') this.#begin(dispatch);
		else if (this.#isReadyDue || this.#last === undefined || s > this.#last) this.#ahead.set(s, dispatch);
		else if (t === 'RESUMED') this.#pass(dispatch);
		else if (!this.isLive()) this.#behind.set(s, dispatch);
		this.#drain();
		this.#watch();
	}

	/** Drops what it holds, and stops waiting. */
	dispose(): void {
		this.#cancelTimer();
		this.#waitsAfter = undefined;
		this.#isReadyDue = false;
		this.#ahead.clear();
		this.#behind.clear();
	}

	/** READY: the numbers begin again, and held dispatches may belong to this session. */
	#begin(ready: GatewayDispatchPayload): void {
		const held = [...this.#behind, ...this.#ahead].filter(([, dispatch]) => !this.#former.has(dispatch));
		this.#behind = new Map();
		this.#ahead = new Map();
		this.#isReadyDue = false;
		this.#pass(ready);
		for (const [s, dispatch] of held) if (s > ready.s) this.#ahead.set(s, dispatch);
	}

	#drain(): void {
		while (!this.#isReadyDue && this.#last !== undefined) {
			const next = this.#ahead.get(this.#last + 1);
			if (!next) return;
			this.#ahead.delete(next.s);
			this.#pass(next);
		}
	}

	#pass(dispatch: GatewayDispatchPayload): void {
		this.#last = dispatch.t === 'READY' ? dispatch.s : Math.max(this.#last ?? dispatch.s, dispatch.s);
		if (dispatch.t === 'RESUMED') this.#behind.clear(); // they were repeated
		this.deliver(dispatch);
	}

	/** Runs a timer while something is held; it begins again when another dispatch is missing. */
	#watch(): void {
		const isHolding = this.#isReadyDue || this.#ahead.size > 0 || this.#behind.size > 0;
		const after = isHolding ? (this.#isReadyDue ? Number.NEGATIVE_INFINITY : (this.#last ?? -1)) : undefined;
		if (after === this.#waitsAfter) return;
		this.#cancelTimer();
		this.#waitsAfter = after;
		if (after === undefined) return;
		this.#cancelTimer = this.clock.setTimer(this.#isReadyDue ? READY_MS : GAP_MS, () => this.#giveUp());
	}

	/** The missing dispatch does not come: the rest is delivered in order, and the gap shows. */
	#giveUp(): void {
		this.#isReadyDue = false;
		this.#behind.clear();
		const rest = [...this.#ahead.values()].sort((a, b) => a.s - b.s);
		this.#ahead.clear();
		this.#watch();
		for (const dispatch of rest) this.#pass(dispatch);
	}
}
