import type { Database } from 'better-sqlite3';

/** One step for the tables of a room: SQL or a function. It runs once, inside a transaction. */
export type Migration = string | ((database: Database) => void);

/** The tables of one room. Steps are only ever added at the end; one that was released is never changed. */
export interface Migrations {
	/** The name under which the version of these tables is kept. It prefixes their names. */
	readonly room: string;
	readonly steps: readonly Migration[];
}
