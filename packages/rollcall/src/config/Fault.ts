/** One value that a config may not have. */
export interface Fault {
	/** The keys that lead to the value, from the config down. */
	readonly path: readonly string[];
	readonly value: unknown;
	/** The allowed values, in words that follow "expected". */
	readonly allowed: string;
}
