/** Tells the user what a command does. Ends with `stop`, after which nothing is written. */
export interface Progress {
	/** What is done now, as a text begins: "Connecting to the gateway". */
	begin(doing: string): void;
	/** How many members have come, of how many that are expected. */
	count(done: number, total: number | undefined): void;
	/**
	 * Something is waited for.
	 *
	 * @param what - what happens at its end, as a sentence begins with it: "the gate opens"
	 * @param until - epoch ms
	 */
	waitFor(what: string, until: number): void;
	stop(): void;
}
