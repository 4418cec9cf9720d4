import { isSilentlyWrong, type Outcome, type Row } from '../../../demo/play.js';
import type { Scenario } from '../../../demo/scenarios.js';

/** The outcome of one fault on one side. */
export interface Recovery extends Pick<Row, 'side' | 'ms' | 'requests' | 'outcomes'> {
	readonly fault: string;
	readonly group: Scenario['group'];
	readonly verdict: 'recovered' | 'labelled' | 'wrong';
}

/**
 * The worst of all callers counts: a list that is called complete and is not is wrong; anything else that is not
 * complete says so and is labelled.
 */
export function verdictOf(outcomes: readonly Outcome[]): Recovery['verdict'] {
	if (outcomes.some(isSilentlyWrong)) return 'wrong';
	return outcomes.every(({ says }) => says === 'complete') ? 'recovered' : 'labelled';
}
