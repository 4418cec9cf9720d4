import type { Aggregator } from 'prom-client';
import type { Snapshot } from './Snapshot.js';

/** A value with its labels. */
export type Series = readonly [labels: Readonly<Record<string, string>>, value: number];

/** One metric that is read at each scrape. */
export interface Definition {
	/** Without the prefix. */
	readonly name: string;
	readonly help: string;
	readonly labelNames: readonly string[];
	/** How the values of several processes become one. @defaultValue 'sum' */
	readonly aggregator?: Aggregator;
	read(snapshot: Snapshot): Iterable<Series>;
}
