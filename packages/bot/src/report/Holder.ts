/** One holder of the role, as far as a report needs him. */
export interface Holder {
	readonly id: string;
	/** Nickname, else display name, else username. */
	readonly name: string;
	readonly isBot: boolean;
	/** Epoch milliseconds; `undefined` where Discord did not tell. */
	readonly joinedAt: number | undefined;
}

/** The holders of a role, and what may be claimed of the list. */
export interface HolderList {
	readonly holders: readonly Holder[];
	/** `unproven`: as many as Discord says there are, but by a way that proves nothing. */
	readonly status: 'complete' | 'unproven' | 'stale' | 'partial';
	/** Members of the whole guild that were learned, and how many there are believed to be. */
	readonly knownCount: number;
	readonly expectedCount: number;
	/** Epoch milliseconds up to which the list is known to be true. */
	readonly asOf: number;
	/** Why it is not complete. */
	readonly reason?: string;
	readonly how: HowLearned;
}

/** How a list was got, for the footer. */
export interface HowLearned {
	readonly way: 'legacy' | 'cache' | 'full' | 'partial';
	/** Requests that it took; of the old way only one on the gateway is known. */
	readonly gateway: number;
	readonly rest: number;
	readonly ms: number;
}
