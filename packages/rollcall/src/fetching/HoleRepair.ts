import { sleep } from '../pacing/sleep.js';
import { waitFor } from '../pacing/waitFor.js';
import type { ExpectedMembers } from './ExpectedMembers.js';
import type { FetchContext } from './FetchContext.js';
import type { GatewayAttempt } from './GatewayAttempt.js';
import { HolePages } from './HolePages.js';
import { areFull, type Hole, locateHoles } from './holes.js';
import { idsOf } from './idsOf.js';
import { isWorthReading } from './isWorthReading.js';
import type { PartialRows } from './PartialRows.js';
import type { RestCall } from './RestCalls.js';

/** A hole shows when so many chunks have overtaken it, each behind the other, for so many ms. */
const OVERTAKEN_BY = 3;
const SHOWN_MS = 100;

/**
 * Reads over REST just what the lost chunks of one answer held, beside the answer. What is read stays apart until it is
 * needed: a chunk that comes late makes it void, and then the answer is one of the gateway alone.
 */
export class HoleRepair {
	/** Resolves when the answer lacks nothing but what was read. It may never settle. */
	readonly mended: Promise<void>;
	readonly #pages = new Map<string, HolePages>();
	readonly #undo: () => void;
	/** Stops the reading beside the answer. */
	#stop: AbortController | undefined;
	#nextChunk: AbortController | undefined;
	#received = 0;
	#readCount = 0;
	/** How many members there seemed to be when the request was sent. The chunks were cut for as many. */
	#memberCount: number | undefined;
	#isOver = false;
	/** The reading beside the answer, from its begin on; there is no other after it was interrupted or has failed. */
	#ahead: Promise<void> | undefined;
	#shownAt: { readonly end: number; readonly at: number } | undefined;
	#resolve: () => void = () => {};

	constructor(
		private readonly context: FetchContext,
		private readonly attempt: GatewayAttempt,
		private readonly expected: ExpectedMembers,
		private readonly rows: PartialRows,
	) {
		this.mended = new Promise((resolve) => {
			this.#resolve = resolve;
		});
		this.#undo = context.guild.listen({ onForget: (userId) => this.#forget(userId) });
	}

	/** The request is on the wire. */
	start(): void {
		this.#memberCount = this.expected.memberCount;
	}

	/** A chunk of the answer came. If it shows that others are lost, their members are read while the rest comes. */
	onChunk(): void {
		const { chunks } = this.attempt;
		if (this.#isOver || chunks.received === this.#received) return;
		this.#received = chunks.received;
		this.#tellNext();
		if (!chunks.hasGap) return;
		if (!chunks.rises) this.#interrupt();
		else if (!this.#ahead && this.#shows()) this.#ahead = this.#readAhead();
		this.#tellMended();
	}

	/** Fires when another chunk of the answer comes. */
	get nextChunk(): AbortSignal {
		this.#nextChunk ??= new AbortController();
		return this.#nextChunk.signal;
	}

	/** Stops reading. What was read stays. */
	stop(): void {
		this.#isOver = true;
		this.#undo();
		this.#interrupt();
	}

	/** Reading what is missing can repair the answer, and is the quickest way to. */
	get isWorthIt(): boolean {
		return this.#isWorth(this.#unread());
	}

	/** Every chunk has come, or its members were read and prove to be those of the lost chunks. */
	get isMended(): boolean {
		return this.#unread()?.length === 0;
	}

	/** Reads what is missing. `false` if the chunks were not ordered after all, or REST contradicts itself. */
	async fill(how: RestCall & { readonly signal: AbortSignal }): Promise<boolean> {
		await this.#awaitAhead(how.signal);
		for (let hole = this.#unread()?.[0]; hole; hole = this.#unread()?.[0]) {
			const pages = this.#pagesOf(hole);
			if (pages.isRead) return false; // and yet they prove nothing
			await this.#hope(how.signal);
			await this.#read(pages, how);
		}
		if (!this.isMended) return false;
		await this.#hope(how.signal); // a barrier follows
		return true;
	}

	/** If the answer has only paused before its last chunk, the one page that was read is all that it costs. */
	async #hope(signal: AbortSignal): Promise<void> {
		const { hopeMs } = this.attempt;
		if (this.#readCount > 0 && hopeMs > 0) await sleep(this.context.clock, hopeMs, signal);
	}

	/** Puts into the draft what was read. From now on, late chunks do not count. */
	enter(): void {
		this.attempt.close();
		for (const hole of locateHoles(this.attempt.chunks) ?? []) this.#pages.get(keyOf(hole))?.enter();
		this.context.via.add('rest');
	}

	#tellNext(): void {
		const next = this.#nextChunk;
		this.#nextChunk = undefined;
		next?.abort();
	}

	#interrupt(): void {
		this.#stop?.abort(new Error('The answer goes on.'));
		this.#stop = undefined;
	}

	/** Holes whose members are not known for certain; `undefined` if the chunks are in no order. */
	#unread(): Hole[] | undefined {
		const { chunks } = this.attempt;
		const isFull = areFull(chunks, this.#memberCount);
		const isRead = (pages: HolePages | undefined) => pages && (pages.holdsAll || (isFull && pages.fits));
		return locateHoles(chunks)?.filter((hole) => !isRead(this.#pages.get(keyOf(hole))));
	}

	#isWorth(holes: readonly Hole[] | undefined): boolean {
		const memberCount = this.#memberCount;
		if (!holes || memberCount === undefined) return false;
		return isWorthReading(this.context, this.attempt, holes, memberCount);
	}

	/** Whether a hole was overtaken by some chunks, each behind the other. */
	#shows(): boolean {
		const { highest } = this.attempt.chunks;
		const passed = this.#passed();
		const [hole] = passed;
		if (!hole) return false;
		const now = this.context.clock.now();
		if (this.#shownAt?.end !== hole.end) this.#shownAt = { end: hole.end, at: now };
		return highest - hole.end + 1 >= OVERTAKEN_BY && now - this.#shownAt.at >= SHOWN_MS && this.#isWorth(passed);
	}

	/** Those that later chunks have overtaken. */
	#passed(): Hole[] {
		return this.#unread()?.filter(({ open }) => !open) ?? [];
	}

	/** Whatever goes wrong is found again by the repair at the end of the answer, which says so. */
	async #readAhead(): Promise<void> {
		this.#stop = new AbortController();
		const { signal } = this.#stop;
		try {
			for (let hole = this.#passed()[0]; hole; hole = this.#passed()[0]) {
				const pages = this.#pagesOf(hole);
				if (pages.isRead) return;
				await this.#read(pages, { signal, longestWaitMs: 0, beside: true });
			}
			this.#ahead = undefined;
			this.#tellMended();
		} catch {
			// It was interrupted, or REST failed.
		}
	}

	/** What was asked for is not asked for twice. */
	async #awaitAhead(signal: AbortSignal): Promise<void> {
		const ahead = this.#ahead;
		if (!ahead) return;
		await waitFor(signal, (arrived) => {
			void ahead.then(arrived);
			return () => {};
		});
	}

	async #read(pages: HolePages, how: RestCall): Promise<void> {
		this.#readCount++;
		const members = await pages.next(how);
		this.rows.fill(members);
		this.context.noteArrival({ ids: idsOf(members) });
	}

	#pagesOf(hole: Hole): HolePages {
		const key = keyOf(hole);
		const pages = this.#pages.get(key) ?? new HolePages(this.context, this.attempt.draft, hole, this.expected);
		this.#pages.set(key, pages);
		return pages;
	}

	#tellMended(): void {
		const { highest, count } = this.attempt.chunks;
		if (highest + 1 === count && this.isMended) this.#resolve();
	}

	/** Nothing may be kept of the user, so the pages that name them are read once more. */
	#forget(userId: string): void {
		for (const [key, pages] of this.#pages) if (pages.has(userId)) this.#pages.delete(key);
	}
}

function keyOf({ after, before = '' }: Hole): string {
	return `${after}-${before}`;
}
