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

/** Everything that a bench found: what is kept as JSON. */
export interface Report {
	readonly setting: Setting;
	readonly sides: readonly SideName[];
	readonly members: readonly number[];
	/** The cost of the import; older reports have none. */
	readonly imports?: ImportRounds;
	/** Every run, in the order of their start. */
	readonly runs: readonly Run[];
}
