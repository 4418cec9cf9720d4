/** What saves a shard, now and then and when it is told to. */
export interface Saver {
	/** Why the last try did not save; `undefined` if it did. */
	readonly problem: string | undefined;
	/** Saves all that has changed. Never rejects: see {@link Saver.problem}. */
	save(): Promise<void>;
	/** Somebody must not be kept any longer. What is being written is written again. */
	hurry(): void;
	/** Saves nothing from now on, and gives the shard to other processes. */
	close(): Promise<void>;
}
