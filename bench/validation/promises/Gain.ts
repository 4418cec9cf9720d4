import type { Panel } from '../../plot/Panel.js';
import type { Scale } from './Scale.js';

/** One figure beside its promise. */
export interface Verdict {
	/** What was measured, with its promise. */
	readonly what: string;
	readonly figure: string;
	readonly isReached: boolean;
}

/**
 * A gain that was promised: how it is measured, and how what was found reads.
 *
 * @typeParam Found - one thing that was measured, as it is kept in JSON
 */
export interface Gain<Found = unknown> {
	/** What the command line calls it. */
	readonly name: string;
	/** As it was promised. */
	readonly promise: string;
	/** What the figures are, as Markdown. */
	readonly explanation: readonly string[];
	/** Measures both ways and checks every list; nothing of what was found is left out. */
	measure(scale: Scale, tell: (line: string) => void): Promise<Found[]>;
	/** Each figure beside its promise. */
	judge(found: readonly Found[]): Verdict[];
	/** What the service called complete and is not, in words. */
	findLies(found: readonly Found[]): string[];
	/** What was found, as Markdown. */
	render(found: readonly Found[]): string;
	/** What of it can be drawn. */
	draw?(found: readonly Found[]): Panel[];
}
