import { type MemberPage, type RawMember, TransportError } from '../interfaces/ITransport.js';
import type { Draft } from '../roster/Draft.js';
import type { Era } from '../sync/Era.js';
import { isMemberList } from '../sync/isMemberList.js';
import { compareIds } from './compareIds.js';
import type { ExpectedMembers } from './ExpectedMembers.js';
import type { FetchContext, RestCall } from './FetchContext.js';

/** Members a page can hold at most ("limit: 1-1000", guild resource, "List Guild Members"). */
export const PAGE_SIZE = 1_000;

/** So many pages of hardly anybody after everybody was read are no list any more, but the joins of newcomers. */
const MAX_TRAILING_PAGES = 20;
const TRAILING_PAGE_SIZE = 10;

/** Clients count members by events, and drift: by so much of all, the count may well be what is wrong. */
const COUNT_DRIFT = 0.01;

/** The pages contradict each other: not sorted by id, or a page repeats what an earlier one held. */
export class PageOrderError extends Error {
	override readonly name = 'PageOrderError';
}

/** A walk through the REST member list, from the smallest id to an empty page. */
export class RestPass {
	/** The era in which the first page was asked for. */
	readonly era: Era;
	/** Monotonic ms of the first request; and of the response to the first page. */
	readonly startedAt: number;
	firstPageAt = 0;
	/** The first page as it came, before any event. */
	firstPage: readonly RawMember[] = [];
	pageCount = 0;
	#cursor = '0';
	#ended = false;
	#emptyPages = 0;
	#trailing = 0;

	constructor(
		private readonly context: FetchContext,
		readonly draft: Draft,
		private readonly expected: ExpectedMembers,
	) {
		this.era = context.guild.era;
		this.startedAt = context.clock.now();
	}

	/** The empty page has come. */
	get ended(): boolean {
		return this.#ended;
	}

	/** The guild fits into one page, which is one instant. Of a full page, those behind it may have left since. */
	get fitsOnePage(): boolean {
		return this.#ended && this.pageCount === 1 && this.firstPage.length < PAGE_SIZE;
	}

	/** Reads the next page into the draft and returns it; throws a {@link PageOrderError} where it voids the pass. */
	async next(how: RestCall): Promise<readonly RawMember[]> {
		const askedAt = this.context.clock.now();
		const { members } = await readPage(this.context, this.#cursor, PAGE_SIZE, how);
		if (members.length === 0) {
			this.#emptyPages++;
			this.#ended = this.#emptyPages >= emptyPagesBelieved(this.draft, this.expected.memberCount);
			return members;
		}
		this.#emptyPages = 0;
		assertRising(members, this.#cursor);
		this.#assertEnds(members.length);
		this.draft.ingest(members, askedAt);
		this.context.via.add('rest');
		if (this.pageCount++ === 0) {
			this.firstPageAt = this.context.clock.now();
			this.firstPage = members;
		}
		this.#cursor = members.at(-1)?.user.id ?? this.#cursor;
		return members;
	}

	/** Who joins with an id above all others before each page would be followed for ever. */
	#assertEnds(size: number): void {
		const isTrailing = size < TRAILING_PAGE_SIZE && this.draft.size >= (this.expected.memberCount ?? 0);
		this.#trailing = isTrailing ? this.#trailing + 1 : 0;
		if (this.#trailing > MAX_TRAILING_PAGES) throw new PageOrderError(`REST gave ${this.pageCount} pages and no end.`);
	}
}

/**
 * How many empty pages in a row are an end: one where everybody is there, a second one before the expected end, and
 * some more where fewer are there than changes since can explain, though the count of members may be what is wrong.
 */
export function emptyPagesBelieved(draft: Draft, memberCount: number | undefined): number {
	if (memberCount === undefined) return 2;
	const missing = memberCount - draft.size;
	if (missing <= 0) return 1;
	return missing <= Math.max(draft.changedCount, memberCount * COUNT_DRIFT) ? 2 : 5;
}

/** One page; what the headers said of the bucket is kept for planning. */
export async function readPage(
	context: FetchContext,
	after: string,
	limit: number,
	how: RestCall,
): Promise<MemberPage> {
	const read = async (inner: AbortSignal) => {
		const sentAt = context.clock.now();
		const page = await context.transport.listMembers(context.guild.id, after, limit, inner);
		if (!isMemberList(page.members)) throw new TransportError('unavailable', 'The answer is no list of members.');
		const now = context.clock.now();
		context.guild.pages.learn(page, now - sentAt, now);
		return page;
	};
	return context.rest(read, { ...how, gate: context.guild.limits.pages });
}

/** Throws a {@link PageOrderError} unless the ids rise from above `cursor`. */
export function assertRising(members: readonly RawMember[], cursor: string): void {
	let previous = cursor;
	for (const { user } of members) {
		if (compareIds(user.id, previous) <= 0) {
			throw new PageOrderError(`REST listed member ${user.id} after ${previous}; pages must rise by id.`);
		}
		previous = user.id;
	}
}
