import type { Panel } from '../../plot/Panel.js';
import type { Scale } from './Scale.js';

/** One figure beside its promise. */
export interface Verdict {
	/** A measurement, with its promise. */
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
	/** Its name on the command line. */
	readonly name: string;
	/** As it was promised. */
	readonly promise: string;
	/** The meaning of the figures, as Markdown. */
	readonly explanation: readonly string[];
	/** Measures both ways and checks every list; nothing of what was found is left out. */
	measure(scale: Scale, tell: (line: string) => void): Promise<Found[]>;
	/** Each figure beside its promise. */
	judge(found: readonly Found[]): Verdict[];
	/** Lists that the service called complete and are not, in words. */
	findLies(found: readonly Found[]): string[];
	/** The results, as Markdown. */
	render(found: readonly Found[]): string;
	/** The part of it that can be drawn. */
	draw?(found: readonly Found[]): Panel[];
}
