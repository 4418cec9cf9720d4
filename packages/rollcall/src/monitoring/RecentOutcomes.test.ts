import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../tests/VirtualClock.js';
import { RecentOutcomes } from './RecentOutcomes.js';

const anOutcome = (complete: boolean, cacheHit = false) => ({ complete, cacheHit });

describe('RecentOutcomes', () => {
	it('counts errors and remembers the last outcomes', async () => {
		const clock = new VirtualClock();
		const outcomes = new RecentOutcomes(clock);
		await clock.advance(100);
		outcomes.note(anOutcome(true), undefined);
		const successAt = clock.wallNow();
		await clock.advance(100);
		for (let i = 0; i < 20; i++) outcomes.note(anOutcome(false), 'INCOMPLETE');
		expect(outcomes).toMatchObject({ errorCount: 20, lastSuccessfulFetch: successAt });
		expect(outcomes.recent).toEqual(Array.from({ length: 20 }, () => false));
		outcomes.reset();
		expect(outcomes).toMatchObject({ errorCount: 0, recent: [], lastSuccessfulFetch: successAt });
	});

	it('learns nothing from memory, aborts and the end of the service', () => {
		const outcomes = new RecentOutcomes(new VirtualClock());
		outcomes.note(anOutcome(true, true), undefined);
		outcomes.note(anOutcome(false), 'ABORTED');
		outcomes.note(anOutcome(false), 'CLOSED');
		expect(outcomes).toMatchObject({ errorCount: 0, recent: [], lastSuccessfulFetch: undefined });
	});
});
