import { describe, expect, it } from 'vitest';
import { answerOf, aRequest, aRun, turmoil } from './aRun.js';

describe('holes are filled', () => {
	const holed = (plan: object, more: object = {}) =>
		aRun({ size: 3_500, requests: [aRequest({ lose: [1], ...plan })], happenings: turmoil(6_000), ...more });

	it('by REST where the chunks are in order, and a barrier follows', async () => {
		const answer = await answerOf(holed({}));
		expect(answer).toMatchObject({ status: 'complete', requests: { gateway: 2 }, fallbackUsed: true });
		expect(answer.requests.rest).toBeLessThanOrEqual(2);
	});

	it('not where they are in another order: then every page is read', async () => {
		for (const plan of [
			{ sorted: false },
			{ sorted: false, sortedWithin: false },
			{ sizes: [900] },
			{ sizes: [1_000, 600] },
		]) {
			const answer = await answerOf(holed(plan));
			expect(answer.status).toBe('complete');
			expect(answer.requests.rest).toBeGreaterThan(3);
		}
	});

	it('not where but one chunk came: one proves no order', async () => {
		const answer = await answerOf(holed({ lose: [1], sorted: false }, { size: 1_500 }));
		expect(answer).toMatchObject({ status: 'complete' });
		expect(answer.totalCount).toBeGreaterThan(1_400);
	});
});
