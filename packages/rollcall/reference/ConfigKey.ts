/** One key of the config, as a row of the reference. */
export interface ConfigKey {
	/** As in `config.retry.maxRetries`, without `config`. */
	readonly path: string;
	readonly defaultValue: unknown;
	/** What a number counts; absent if the value is not a number. */
	readonly unit?: string;
	/** What the schema allows. */
	readonly range: string;
	/** What the key does: its TSDoc. */
	readonly effect: string;
}
