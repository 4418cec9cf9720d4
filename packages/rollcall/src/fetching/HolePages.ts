import type { RawMember } from '../interfaces/ITransport.js';
import { compareIds } from '../payloads/compareIds.js';
import type { Draft } from './Draft.js';
import type { ExpectedMembers } from './ExpectedMembers.js';
import type { FetchContext } from './FetchContext.js';
import { CHUNK_SIZE, type Hole } from './holes.js';
import { PageWalk } from './PageWalk.js';
import type { RestCall } from './RestCalls.js';

/** Members of a hole, and when (monotonic ms) they were asked for. */
interface Page {
	readonly askedAt: number;
	readonly members: readonly RawMember[];
}

/**
 * What REST lists in the range of one hole, apart from the draft: if the lost chunk comes after all, nothing of this is used.
 */
export class HolePages {
	readonly #pages: Page[] = [];
	/** Ids that the draft did not have when their page came. */
	readonly #unknown = new Set<string>();
	readonly #walk: PageWalk;
	#size = 0;
	/** A page reached beyond the range. */
	#isPassed = false;

	constructor(
		private readonly context: FetchContext,
		private readonly draft: Draft,
		readonly hole: Hole,
		expected: ExpectedMembers,
	) {
		const size = () => draft.size + this.#unknown.size;
		const rows = {
			get size() {
				return size();
			},
			get movedCount() {
				return draft.movedCount;
			},
		};
		const memberCount = hole.open ? expected.memberCount : undefined;
		this.#walk = new PageWalk(context, rows, { memberCount }, hole.after);
	}

	/** The end of the range was reached, or what was looked for is there. */
	get isRead(): boolean {
		return this.#isPassed || this.#walk.end !== undefined || this.holdsAll;
	}

	/**
	 * It has as many members as the lost chunks can hold, none of whom came in another chunk or joined since. So these are
	 * the members of the lost chunks, whatever their order was.
	 */
	get holdsAll(): boolean {
		const movedCount = this.draft.movedWithin((id) => this.#unknown.has(id));
		return this.#unknown.size - movedCount >= this.hole.chunkCount * CHUNK_SIZE;
	}

	/** The end of the range was reached, and its members fit the lost chunks, give or take the joins and leaves since. */
	get fits(): boolean {
		if (!this.#isPassed && (this.#walk.end === undefined || this.#walk.end === 'contradicted')) return false;
		const moves = this.draft.movedWithin((id) => this.#covers(id));
		const excess = this.#size - this.hole.chunkCount * CHUNK_SIZE;
		return excess <= moves && (this.hole.open || -excess <= moves);
	}

	/** Reads the next page. Returns the members of it that are in the range. */
	async next(how: RestCall): Promise<readonly RawMember[]> {
		const askedAt = this.context.clock.now();
		const listed = await this.#walk.next(how);
		const members = listed.filter(({ user }) => this.#covers(user.id));
		if (members.length < listed.length) this.#isPassed = true;
		this.#size += members.length;
		this.#pages.push({ askedAt, members });
		for (const { user } of members) if (!this.draft.has(user.id)) this.#unknown.add(user.id);
		return members;
	}

	has(userId: string): boolean {
		return this.#pages.some(({ members }) => members.some(({ user }) => user.id === userId));
	}

	/** Puts the members into the draft, under the events. */
	enter(): void {
		for (const { askedAt, members } of this.#pages) this.draft.ingest(members, askedAt);
	}

	#covers(id: string): boolean {
		const { after, before } = this.hole;
		return compareIds(id, after) > 0 && (before === undefined || compareIds(id, before) < 0);
	}
}
