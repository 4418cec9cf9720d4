import type { RawMember } from '../interfaces/ITransport.js';
import type { UnbrokenSession } from '../roster/UnbrokenSession.js';
import { REPLICA_LAG_MS } from '../sync/replicaLag.js';
import type { Draft } from './Draft.js';
import type { ExpectedMembers } from './ExpectedMembers.js';
import type { FetchContext } from './FetchContext.js';
import { idsOf } from './idsOf.js';
import { type PagesEnd, PageWalk } from './PageWalk.js';
import type { RestCall } from './RestCalls.js';
import { PAGE_SIZE, PageOrderError } from './readPage.js';

/** So many nearly empty pages after everybody was read are no longer the list, but newcomers who join. */
const MAX_TRAILING_PAGES = 20;
const TRAILING_PAGE_SIZE = 10;

/** All members over REST, from the smallest id to the end. */
export class RestWalk {
	/** The session in which the first page was asked for. */
	readonly session: UnbrokenSession;
	/** Monotonic ms of the first request. */
	readonly startedAt: number;
	/** The first page as it came, before any event. */
	firstPage: readonly RawMember[] = [];
	pageCount = 0;
	readonly #pages: PageWalk;
	#trailing = 0;

	constructor(
		private readonly context: FetchContext,
		readonly draft: Draft,
		private readonly expected: ExpectedMembers,
	) {
		this.session = context.guild.session;
		this.startedAt = context.clock.now();
		this.#pages = new PageWalk(context, draft, expected);
	}

	/** How it has ended; `undefined` before that. */
	get end(): PagesEnd | undefined {
		return this.#pages.end;
	}

	get ended(): boolean {
		return this.end !== undefined;
	}

	/** The guild fits into one page, which is one instant. After a full page, the members behind it may have left since. */
	get fitsOnePage(): boolean {
		return this.end !== 'contradicted' && this.pageCount === 1 && this.firstPage.length < PAGE_SIZE;
	}

	/** Monotonic ms up to which the first page is known to be true, because pages may lag behind their request. */
	get firstPageAsOf(): number {
		return this.startedAt - REPLICA_LAG_MS;
	}

	/** Reads the next page into the draft. Returns how many members it has; throws a {@link PageOrderError} if it voids the walk. */
	async next(how: RestCall): Promise<number> {
		const askedAt = this.context.clock.now();
		const members = await this.#pages.next(how);
		if (members.length > 0) this.#take(members, askedAt);
		this.context.noteArrival({ ids: idsOf(members) });
		return members.length;
	}

	#take(members: readonly RawMember[], askedAt: number): void {
		this.#assertEnds(members.length);
		this.draft.ingest(members, askedAt);
		this.context.via.add('rest');
		if (this.pageCount++ === 0) this.firstPage = members;
	}

	/** If somebody with the highest id joined before each page, the walk would never end. */
	#assertEnds(size: number): void {
		const isTrailing = size < TRAILING_PAGE_SIZE && this.draft.size >= (this.expected.memberCount ?? 0);
		this.#trailing = isTrailing ? this.#trailing + 1 : 0;
		if (this.#trailing > MAX_TRAILING_PAGES) throw new PageOrderError(`REST gave ${this.pageCount} pages and no end.`);
	}
}
