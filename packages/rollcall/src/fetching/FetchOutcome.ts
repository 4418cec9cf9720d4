import type { MemberFetchError } from '../errors/MemberFetchError.js';
import type { ColumnsView } from '../roster/ColumnsView.js';
import type { Roster } from '../roster/Roster.js';

/** How a fetch ended. `asOf` in monotonic ms. */
export type FetchOutcome =
	| {
			readonly complete: true;
			/** The proven roster. It may have changed since, or no longer be held. */
			readonly roster: Roster;
			/** Its members at the moment of the proof. */
			readonly view: ColumnsView;
			readonly asOf: number;
			/** It was in memory, and only had to be vouched for. */
			readonly vouched?: boolean;
			/** The presences of its members came with it. */
			readonly presences?: boolean;
	  }
	| { readonly complete: false; readonly error: MemberFetchError };

/** Those who have come. Their ids may be made when somebody reads them. */
export interface Arrived {
	readonly ids: readonly string[];
}

/** The callbacks of a caller that waits for a fetch. */
export interface FetchListener {
	/** Members arrived. The same id may come again. */
	onRows?(arrived: Arrived): void;
	/** A wait for a gate or a rate limit began (its end in monotonic ms), or is over. */
	onWait?(until: number | undefined): void;
	/** All tries are used up. It goes on only for callers who have set a later deadline. */
	onSpent?(): void;
}
