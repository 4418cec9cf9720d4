import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../demo/play.js';
import { verdictOf } from './Recovery.js';

const tally = { right: 10, missing: 0, ghost: 0, differs: 0 };
const right: Outcome = { says: 'complete', isFromMemory: false, tally };
const lacking: Outcome = { ...right, tally: { ...tally, missing: 1 } };
const error: Outcome = { says: 'error', code: 'TIMEOUT', isFromMemory: false };
const partial: Outcome = { says: 'partial', isFromMemory: false, tally: { ...tally, missing: 3 } };

describe('what became of a fault', () => {
	it.each([
		['recovered', [right, right]],
		['labelled', [right, error]],
		['labelled', [partial]],
		['wrong', [right, lacking]],
		['wrong', [error, lacking]],
	] as const)('is %s by the worst of all callers', (verdict, outcomes) => {
		expect(verdictOf(outcomes)).toBe(verdict);
	});
});
