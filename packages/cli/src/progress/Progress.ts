/** Tells the user what a command does. Ends with `stop`, after which nothing is written. */
export interface Progress {
	/** What is done now, as a text begins: "Connecting to the gateway". */
	begin(doing: string): void;
	/** How many members have come, of how many that are expected. */
	count(done: number, total: number | undefined): void;
	/** Until when the gate of the guild is shut, in epoch ms, as Discord said. */
	waitUntil(moment: number): void;
	stop(): void;
}
