import type { CancelTimer } from '../interfaces/IClock.js';
import { underSignals } from '../pacing/followSignals.js';
import type { ExpectedMembers } from './ExpectedMembers.js';
import type { FetchContext } from './FetchContext.js';
import { chunkingMs, pagesFor } from './plan.js';
import type { RestWalks } from './RestWalks.js';
import { PAGE_SIZE } from './readPage.js';

/** A session that is away for longer was probably not just cut. Most resume sooner. */
const AWAY_MS = 1_000;

/**
 * One page, read while the session of a running request is away. If it is lost, all pages are read in the next one, and
 * Discord's limit for pages counts its windows from the first page on. So the windows that follow open sooner.
 */
export class EarlyPage {
	#isOver = false;
	/** Made when there is something to stop, which there seldom is. */
	#over: AbortController | undefined;
	readonly #unlisten: () => void;
	#cancelTimer: CancelTimer = () => {};

	constructor(
		private readonly context: FetchContext,
		private readonly walks: RestWalks,
		private readonly expected: ExpectedMembers,
	) {
		this.#unlisten = context.guild.listen({
			onConnection: () => this.#onConnection(),
			onChunk: () => this.#cancelTimer(), // a replay has begun
		});
	}

	/** The request has an outcome. */
	stop(): void {
		this.#end();
		this.#isOver = true;
		this.#over?.abort(new Error('The early page is over.'));
	}

	#end(): void {
		this.#unlisten();
		this.#cancelTimer();
	}

	#onConnection(): void {
		this.#cancelTimer();
		if (this.context.guild.isAway) this.#cancelTimer = this.context.clock.setTimer(AWAY_MS, () => void this.#read());
	}

	async #read(): Promise<void> {
		this.#end();
		if (this.#isOver || !this.#isWorthIt) return;
		this.#over = new AbortController();
		const how = { longestWaitMs: 0, beside: true };
		const read = (signal: AbortSignal) => this.walks.resume().next({ ...how, signal });
		// Whatever fails, nothing waits for it.
		await underSignals([this.context.signal, this.#over.signal], read).catch(() => {});
	}

	/** The pages would be the quicker way, and one more costs no further window. */
	get #isWorthIt(): boolean {
		const { guild, clock } = this.context;
		const { memberCount = 0 } = this.expected;
		if (memberCount <= PAGE_SIZE || this.walks.readCount > 0 || guild.limits.pages.waitMs > 0) return false;
		const pageCount = pagesFor(memberCount);
		const isQuicker = guild.pages.estimateMs(pageCount, clock.now()) <= guild.gate.waitMs + chunkingMs(memberCount);
		return isQuicker && guild.pages.hasSpare(pageCount);
	}
}
