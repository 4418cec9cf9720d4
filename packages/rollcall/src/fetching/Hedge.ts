import type { CancelTimer } from '../interfaces/IClock.js';
import { underSignals } from '../pacing/followSignals.js';
import { onQuiet } from '../pacing/onQuiet.js';
import type { FetchContext } from './FetchContext.js';
import type { RestWalk } from './RestWalk.js';
import { PAGE_SIZE } from './readPage.js';
import { fatalError } from './restFailures.js';

/** If the first chunk is this late, one REST page is worth it: it tells a missing intent or access from a slow gateway. */
const LATE_MS = 400;
/** A refusal by REST is believed if the gateway has not answered by then either. */
const VERDICT_MS = 850;

/** A look at REST beside a gateway request whose first chunk is late. */
export class Hedge {
	/** Resolves with a walk that has read the whole guild, or rejects with an error that ends the fetch. It may never settle. */
	readonly finished: Promise<RestWalk>;
	#isStopped = false;
	/** Made when there is something to stop: most are stopped before. */
	#stop: AbortController | undefined;
	#cancelTimer: CancelTimer = () => {};
	#resolve: (walk: RestWalk) => void = () => {};
	#reject: (error: unknown) => void = () => {};

	constructor(
		private readonly context: FetchContext,
		private readonly openWalk: () => RestWalk,
	) {
		this.finished = new Promise((resolve, reject) => {
			this.#resolve = resolve;
			this.#reject = reject;
		});
		this.finished.catch(() => {}); // nobody may be listening any more
	}

	/** The request is on the wire, so the clock starts. */
	start(): void {
		const { background } = this.context.deps;
		if (this.#isStopped || background?.isHurried === false) return; // nobody waits, so the answer may be late
		// When thousands of guilds are fetched, the process is often busy, and the chunk is there, but unread. It is read in the
		// next turn: a refusal is to be known within a second, so there is no time for a longer grace.
		this.#cancelTimer = onQuiet(this.context.clock, LATE_MS, () => void this.#look(), 0);
	}

	/** The gateway answers, or nobody waits any more. */
	stop(): void {
		if (this.#isStopped) return; // each chunk calls this
		this.#cancelTimer();
		this.#isStopped = true;
		this.#stop?.abort(new Error('The hedge is over.'));
	}

	async #look(): Promise<void> {
		const sentAt = this.context.clock.now() - LATE_MS;
		this.#stop = new AbortController();
		try {
			await underSignals([this.context.signal, this.#stop.signal], (signal) => this.#read(signal));
		} catch (error) {
			await this.#judge(error, sentAt);
		}
	}

	async #read(signal: AbortSignal): Promise<void> {
		const walk = this.openWalk();
		let size = 0;
		while (!walk.ended && size < PAGE_SIZE) size = await walk.next({ signal, longestWaitMs: 0, beside: true });
		if (walk.end === 'sure') this.#resolve(walk); // with anything less it is better to wait for the gateway
	}

	/** Only an error that no repetition can fix ends the fetch. After any other, the gateway may still answer. */
	async #judge(error: unknown, sentAt: number): Promise<void> {
		if (this.#isStopped || this.context.signal.aborted) return;
		const fatal = await fatalError(this.context, error);
		if (!fatal || this.#isStopped) return;
		const wait = Math.max(0, sentAt + VERDICT_MS - this.context.clock.now());
		this.#cancelTimer = this.context.clock.setTimer(wait, () => this.#reject(fatal));
	}
}
