import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../demo/play.js';
import { recovery } from './index.js';
import { type Recovery, verdictOf } from './Recovery.js';

const tally = { right: 10, missing: 0, ghost: 0, differs: 0 };
const right: Outcome = { says: 'complete', isFromMemory: false, tally };
const lacking: Outcome = { ...right, tally: { ...tally, missing: 1 } };
const error: Outcome = { says: 'error', code: 'TIMEOUT', isFromMemory: false };
const partial: Outcome = { says: 'partial', isFromMemory: false, tally: { ...tally, missing: 3 } };

describe('the outcome of a fault', () => {
	it.each([
		['recovered', [right, right]],
		['labelled', [right, error]],
		['labelled', [partial]],
		['wrong', [right, lacking]],
		['wrong', [error, lacking]],
	] as const)('is %s by the worst of all callers', (verdict, outcomes) => {
		expect(verdictOf(outcomes)).toBe(verdict);
	});

	it('is a lie if the service is wrong, and misses the promise unless it recovered', () => {
		const played = { fault: 'a lost chunk', group: 'reported', ms: 1, requests: { gateway: 1, rest: 0 } } as const;
		const found = (['discord.js', 'rollcall'] as const).map(
			(side): Recovery => ({ ...played, side, outcomes: [lacking], verdict: verdictOf([lacking]) }),
		);
		expect(recovery.findLies(found)).toEqual(['a lost chunk: a list was called complete and is not.']);
		expect(recovery.judge(found)).toEqual([{ what: 'a lost chunk: recovered', figure: 'wrong', isReached: false }]);
	});
});
