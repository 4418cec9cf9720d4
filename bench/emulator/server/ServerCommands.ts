/** Where clients find a guild. */
export interface ServedGuild {
	readonly url: string;
	readonly token: string;
	readonly guildId: string;
	readonly ids: readonly string[];
}

/** The commands of a process with a gateway. */
export interface ServerCommands {
	/** Serves one guild. */
	start(options: { readonly members: number }): Promise<ServedGuild>;
	/** The greatest RSS since the start, in bytes, and the CPU time, in ms. */
	usage(options: Record<never, never>): { readonly peakRss: number; readonly cpuMs: number };
}
