import type { ImportRounds } from '../imports/measureImports.js';
import type { Run } from '../rounds/Run.js';
import type { SideName } from '../sides/index.js';

/** Where and when a bench ran. */
export interface Setting {
	/** ISO 8601. */
	readonly date: string;
	readonly node: string;
	readonly cpu: string;
	readonly cores: number;
	readonly memoryGb: number;
	readonly system: string;
	/** Package name to version. */
	readonly packages: Readonly<Record<string, string>>;
}

/** What was found over many small guilds at once. */
export interface SmallGuildsReport {
	readonly guilds: number;
	/** Of all of them together; a user of several guilds counts in each. */
	readonly members: number;
	readonly runs: readonly Run[];
}

/** Everything that a bench found: what is kept as JSON. */
export interface Report {
	readonly setting: Setting;
	readonly sides: readonly SideName[];
	readonly members: readonly number[];
	/** The cost of the import; older reports have none. */
	readonly imports?: ImportRounds;
	/** Every run, in the order of their start. */
	readonly runs: readonly Run[];
	/** The runs over many small guilds at once; left out if there were none. */
	readonly smallGuilds?: SmallGuildsReport;
}
