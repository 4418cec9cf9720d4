/** The place where an export goes. */
export interface Target {
	write(text: string): Promise<void>;
	/** The export is whole: from now on it has its name. The text describes it. */
	finish(description: string): Promise<void>;
	/** The export failed: nothing of it stays, if that is possible. Says what does. */
	discard(): Promise<string>;
}
