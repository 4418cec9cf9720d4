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
 * A walk through the REST member list, page by page, to an end that is believed: an empty page after everybody is there.
 * An earlier empty page may come from a proxy. Then a page further back must still have members who were read, and the walk
 * asks for the end once more. It never repeats a request to the letter, because a cache would answer it.
 */
export class PageWalk {
	#end: PagesEnd | undefined;
	/** The last ids that were read. */
	#trail: readonly string[] = [];
	/** Pages without anybody new since the last new member, by turns at the end and further back. */
	#empties = 0;
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
		const looksBack = this.#empties % 2 === 1;
		if (looksBack) await this.#pause(how.signal);
		const after = looksBack ? (this.#trail.at(-TRAIL) ?? justBefore(this.after)) : this.#cursor;
		const { members } = await readPage(this.context, after, PAGE_SIZE - this.#empties, how);
		assertRising(members, after);
		const news = members.filter(({ user }) => compareIds(user.id, this.#cursor) > 0);
		if (news.length > 0) this.#advance(news);
		else this.#noteEmpty(looksBack, members.length > 0);
		return news;
	}

	get #cursor(): string {
		return this.#trail.at(-1) ?? this.after;
	}

	#advance(news: readonly RawMember[]): void {
		this.#trail = [...this.#trail, ...idsOf(news.slice(-TRAIL))].slice(-TRAIL);
		this.#empties = 0;
	}

	#noteEmpty(looksBack: boolean, hasKnown: boolean): void {
		const { memberCount } = this.expected;
		this.#empties++;
		if (looksBack) this.#lookedBack = hasKnown;
		else if (memberCount !== undefined && this.rows.size >= memberCount) this.#end = 'sure';
		else if (this.#empties > 1) this.#judge();
	}

	#judge(): void {
		const isShort = fallsShort(this.rows, this.expected.memberCount);
		const end = this.#lookedBack ? (isShort ? 'short' : 'sure') : 'contradicted';
		if (end === 'sure' || this.#checks >= CHECKS) this.#end = end;
	}

	/** How often the end was checked. */
	get #checks(): number {
		return Math.floor(this.#empties / 2);
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
