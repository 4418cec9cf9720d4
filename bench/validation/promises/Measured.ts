import type { Setting } from '../../reporting/Report.js';

/** The result of one run for one gain, which is kept as JSON. */
export interface Measured {
	/** The name of the gain. */
	readonly gain: string;
	/** Machine and time of the run. */
	readonly setting: Setting;
	/** How long it took. */
	readonly seconds: number;
	/** Everything that was measured, nothing scaled or picked. */
	readonly found: readonly unknown[];
}
