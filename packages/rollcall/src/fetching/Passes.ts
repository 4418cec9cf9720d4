import type { ExpectedMembers } from './ExpectedMembers.js';
import type { FetchContext, RestCall } from './FetchContext.js';
import type { PartialRows } from './PartialRows.js';
import { RestPass } from './RestPass.js';
import { PAGE_SIZE } from './readPage.js';

/** The passes of a fetch over REST, one at a time: one goes on where a silent gateway or a better plan interrupted it. */
export class Passes {
	#current: RestPass | undefined;

	constructor(
		private readonly context: FetchContext,
		private readonly rows: PartialRows,
		private readonly expected: ExpectedMembers,
		private readonly onRows: (ids: readonly string[]) => void,
	) {}

	/** Members that the pass has read, about. */
	get readCount(): number {
		return (this.#current?.pageCount ?? 0) * PAGE_SIZE;
	}

	/** The pass has read all pages. */
	get ended(): boolean {
		return this.#current?.ended ?? false;
	}

	/** The pass that can go on, or a new one. */
	resume(): RestPass {
		return this.#current && this.#current.era.endedBy === undefined ? this.#current : this.open();
	}

	open(): RestPass {
		this.drop();
		const draft = this.rows.open(this.context.clock.now());
		this.#current = new RestPass(this.context, draft, this.expected);
		return this.#current;
	}

	/** Its rows stay for partial answers. */
	drop(): void {
		if (this.#current) this.rows.retire(this.#current.draft);
		this.#current = undefined;
	}

	async read(pass: RestPass, how: RestCall): Promise<void> {
		const members = await pass.next(how);
		this.onRows(members.map(({ user }) => user.id));
	}
}
