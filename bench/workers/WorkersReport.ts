import type { Setting } from '../reporting/Report.js';

/** A bot whose lists are in Redis, and a worker without a gateway: what is kept as JSON. Times are in ms. */
export interface WorkersReport {
	readonly setting: Setting;
	readonly redis: string;
	readonly guilds: number;
	readonly members: number;
	readonly largest: number;
	readonly saveMs: number;
	/** The longest command that Redis ran during the first save, and during a resume with its saves. */
	readonly heldMs: number;
	readonly heldAgainMs: number;
	/** In Redis, of all lists. */
	readonly bytes: number;
	/** From a worker that knows nothing to its complete list, of several fresh processes. */
	readonly attachMs: readonly number[];
	readonly hot: { readonly medianMs: number; readonly longestMs: number };
	/** Of each change, in the order of the changes. */
	readonly lags: readonly number[];
	readonly perSecond: number;
}
