import type { ExpectedMembers } from './ExpectedMembers.js';
import type { FetchContext } from './FetchContext.js';
import type { PartialRows } from './PartialRows.js';
import { RestWalk } from './RestWalk.js';
import { PAGE_SIZE } from './readPage.js';

/** The walks of a fetch over REST, one at a time. After a silent gateway or a better plan interrupted a walk, it can go on. */
export class RestWalks {
	#current: RestWalk | undefined;

	constructor(
		private readonly context: FetchContext,
		private readonly rows: PartialRows,
		private readonly expected: ExpectedMembers,
	) {}

	/** About how many members the walk has read. One that is doomed begins again. */
	get readCount(): number {
		return this.isDoomed ? 0 : (this.#current?.pageCount ?? 0) * PAGE_SIZE;
	}

	/** The walk began in a session that is over, and there is another one that could vouch for a new walk. */
	get isDoomed(): boolean {
		const { guild } = this.context;
		return this.#current !== undefined && this.#current.session.brokenBy !== undefined && guild.isLive;
	}

	/** The walk has read all pages. */
	get ended(): boolean {
		return this.#current?.ended ?? false;
	}

	/** The walk that can go on, or a new one. */
	resume(): RestWalk {
		return this.#current && this.#current.session.brokenBy === undefined ? this.#current : this.open();
	}

	open(): RestWalk {
		this.drop();
		const draft = this.rows.open(this.context.clock.now());
		this.#current = new RestWalk(this.context, draft, this.expected);
		return this.#current;
	}

	/** Its rows stay for partial answers. */
	drop(): void {
		if (this.#current) this.rows.retire(this.#current.draft);
		this.#current = undefined;
	}
}
