/** One key of the config, as a row of the reference. */
export interface ConfigKey {
	/** As in `config.retry.maxRetries`, without `config`. */
	readonly path: string;
	readonly defaultValue: unknown;
	/** The unit of a number; absent if the value is not a number. */
	readonly unit?: string;
	/** The values that the schema allows. */
	readonly range: string;
	/** The effect of the key: its TSDoc. */
	readonly effect: string;
}
