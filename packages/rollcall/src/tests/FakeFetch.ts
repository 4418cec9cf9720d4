import type { MemberFetchError } from '../errors/MemberFetchError.js';
import type { FetchListener, FetchOutcome } from '../fetching/FetchOutcome.js';
import type { MemberFetch } from '../fetching/MemberFetch.js';
import { EMPTY_VIEW, MemberTable } from '../roster/MemberTable.js';
import { Roster } from '../roster/Roster.js';
import { UnbrokenSession } from '../roster/UnbrokenSession.js';
import type { GuildState } from '../sync/GuildState.js';

/** A shared fetch that does what the test says; stopped, it ends with the error, as the real one does. */
export class FakeFetch {
	readonly rows = { size: 0 };
	readonly expected = { memberCount: 1_000 };
	readonly listeners = new Set<FetchListener>();
	readonly done: Promise<FetchOutcome>;
	waitingUntil: number | undefined;
	trouble: MemberFetchError | undefined;
	stoppedBy: MemberFetchError | undefined;
	#settle: (outcome: FetchOutcome) => void = () => {};

	constructor(
		readonly guild: GuildState,
		readonly id = 'operation',
	) {
		this.done = new Promise((resolve) => {
			this.#settle = resolve;
		});
	}

	/** As the code under test takes it. */
	get asFetch(): MemberFetch {
		return this as unknown as MemberFetch;
	}

	listen(listener: FetchListener): () => void {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	}

	arrive(count: number): void {
		this.rows.size += count;
		for (const listener of [...this.listeners]) listener.onRows?.({ ids: [] });
	}

	wait(until: number | undefined): void {
		this.waitingUntil = until;
		for (const listener of [...this.listeners]) listener.onWait?.(until);
	}

	complete(): void {
		const roster = new Roster(new MemberTable(), new UnbrokenSession(), 0);
		this.#settle({ complete: true, roster, view: EMPTY_VIEW, asOf: 0 });
	}

	stop(error: MemberFetchError): void {
		this.stoppedBy = error;
		this.#settle({ complete: false, error });
	}
}
