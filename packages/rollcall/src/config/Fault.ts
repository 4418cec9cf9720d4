/** One value that a config may not have. */
export interface Fault {
	/** The keys that lead to the value, from the config down. */
	readonly path: readonly string[];
	readonly value: unknown;
	/** What the value may be, to stand after "expected". */
	readonly allowed: string;
}
