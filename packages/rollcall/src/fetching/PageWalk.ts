import type { RawMember } from '../interfaces/ITransport.js';
import { sleep } from '../pacing/sleep.js';
import { compareIds } from '../payloads/compareIds.js';
import { type Counted, fallsShort } from './count.js';
import type { ExpectedMembers } from './ExpectedMembers.js';
import type { FetchContext } from './FetchContext.js';
import { idsOf } from './idsOf.js';
import type { RestCall } from './RestCalls.js';
import { assertRising, PAGE_SIZE, readPage } from './readPage.js';

/** How many members to look back for: at least one of them is still there when the end is checked. */
const TRAIL = 101;
/** How often the end of a list is checked if it falls short of its count, and the wait before the second time. */
const CHECKS = 3;
const FIRST_PAUSE_MS = 1_000;

/**
 * How a walk has ended. `sure`: everybody is there. `short`: the end came before the expected number of members, also when
 * it was asked for later. `contradicted`: a page was empty where members were read before.
 */
export type PagesEnd = 'sure' | 'short' | 'contradicted';

/**
 * A walk through the REST member list, page by page, to an end that is believed: a page that begins further back still has
 * the last member who was read, nobody behind them, and everybody is there. It is asked for where the end is expected. A
 * short or empty page may come from a proxy, and the count of members may be too low. If that page does not settle it, the
 * walk asks for the end and further back by turns. It never repeats a request to the letter, because a cache would answer it.
 */
export class PageWalk {
	#end: PagesEnd | undefined;
	/** The last ids that were read. */
	#trail: readonly string[] = [];
	/** Signs of the end since the last new member: at first a short or empty page, or the count; then pages without anybody new. */
	#signs = 0;
	#wasShort = false;
	/** There were more members than Discord counts, so its count says nothing of the end. */
	#isOutgrown = false;
	#lookedBack = false;

	constructor(
		private readonly context: FetchContext,
		private readonly rows: Counted,
		private readonly expected: ExpectedMembers,
		/** Ids above this one; `'0'`: all. */
		private readonly after = '0',
	) {}

	/** How it has ended; `undefined` before that. */
	get end(): PagesEnd | undefined {
		return this.#end;
	}

	/** The next members, rising by id; none while it looks for the end. Throws a `PageOrderError` for a wrong page. */
	async next(how: RestCall): Promise<readonly RawMember[]> {
		if (this.#signs === 0 && this.#isEndExpected) this.#signs = 1;
		const looksBack = this.#signs % 2 === 1;
		if (looksBack) await this.#pause(how.signal);
		const after = looksBack ? (this.#trail.at(-TRAIL) ?? justBefore(this.after)) : this.#cursor;
		const limit = PAGE_SIZE - this.#signs;
		const { members } = await readPage(this.context, after, limit, how);
		assertRising(members, after);
		const news = members.filter(({ user }) => compareIds(user.id, this.#cursor) > 0);
		if (news.length > 0) this.#advance(news, members.length < limit);
		else this.#noteEnd(looksBack, members);
		return news;
	}

	get #cursor(): string {
		return this.#trail.at(-1) ?? this.after;
	}

	get #isEndExpected(): boolean {
		return this.#wasShort || (this.#trail.length > 0 && !this.#isOutgrown && this.#hasAllCounted);
	}

	get #hasAllCounted(): boolean {
		const { memberCount } = this.expected;
		return memberCount !== undefined && this.rows.size >= memberCount;
	}

	#advance(news: readonly RawMember[], isShort: boolean): void {
		this.#isOutgrown ||= this.#signs > 0 && this.#hasAllCounted;
		this.#trail = [...this.#trail, ...idsOf(news.slice(-TRAIL))].slice(-TRAIL);
		this.#signs = 0;
		this.#wasShort = isShort;
	}

	#noteEnd(looksBack: boolean, members: readonly RawMember[]): void {
		this.#signs++;
		if (!looksBack) {
			if (this.#signs > 1) this.#judge();
			return;
		}
		this.#lookedBack = members.length > 0;
		const reachesEnd = members.at(-1)?.user.id === this.#cursor;
		if (reachesEnd && this.#hasAllCounted) this.#end = 'sure';
	}

	#judge(): void {
		const isShort = fallsShort(this.rows, this.expected.memberCount);
		const end = this.#lookedBack ? (isShort ? 'short' : 'sure') : 'contradicted';
		if (end === 'sure' || this.#checks >= CHECKS) this.#end = end;
	}

	/** How often the end was checked. */
	get #checks(): number {
		return Math.floor(this.#signs / 2);
	}

	async #pause(signal = this.context.signal): Promise<void> {
		if (this.#checks === 0) return;
		const { clock } = this.context;
		await this.context.place.aside(() => sleep(clock, FIRST_PAUSE_MS * 2 ** (this.#checks - 1), signal));
	}
}

/** The cursor after which a page begins with the member of this id. */
function justBefore(id: string): string {
	return id === '0' ? id : String(BigInt(id) - 1n);
}
