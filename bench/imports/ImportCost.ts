/** The cost of an import, as one fresh process measured it. */
export interface ImportCost {
	/** Ms to import what the bot has anyway. */
	readonly baseMs: number;
	/** Ms to import the rest after it. */
	readonly ownMs: number;
	/** Heap that the rest takes after a forced collection. */
	readonly heapBytes: number;
}
