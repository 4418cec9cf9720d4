import { describe, expect, it } from 'vitest';
import { compareIds } from '../../payloads/compareIds.js';
import { answerOf, aRequest, aRun, turmoil } from './aRun.js';

describe('holes are filled', () => {
	const holed = (plan: object, more: object = {}) =>
		aRun({ size: 3_500, requests: [aRequest({ lose: [1], ...plan })], happenings: turmoil(6_000), ...more });

	it('by REST if the chunks are in order, and a barrier follows', async () => {
		const answer = await answerOf(holed({}));
		expect(answer).toMatchObject({ status: 'complete', requests: { gateway: 2 }, fallbackUsed: true });
		expect(answer.requests.rest).toBeLessThanOrEqual(2);
	});

	it('not if they are in another order: then every page is read', async () => {
		for (const plan of [
			{ sorted: false },
			{ sorted: false, sortedWithin: false },
			{ sizes: [900] },
			{ sizes: [1_000, 600], lose: [2] },
		]) {
			const answer = await answerOf(holed(plan));
			expect(answer.status).toBe('complete');
			expect(answer.requests.rest).toBeGreaterThan(3);
		}
	});

	it('not if only one chunk came: one proves no order', async () => {
		const answer = await answerOf(holed({ lose: [1], sorted: false }, { size: 1_500 }));
		expect(answer).toMatchObject({ status: 'complete' });
		expect(answer.totalCount).toBeGreaterThan(1_400);
	});

	describe('behind which an empty page', () => {
		/** The last chunk is lost, with so few that no count tells; REST gives nothing behind the member before it. */
		const truncated = (isEmpty: (after: string, last: string) => boolean) => {
			const run = aRun({ size: 3_030, requests: [aRequest({ lose: [3], paceMs: 5 })] });
			const { discord } = run;
			const ids = [...discord.guild.truth.rows.keys()].sort(compareIds);
			const list = discord.listMembers.bind(discord);
			discord.listMembers = async (guildId, after, limit, signal) => {
				const page = await list(guildId, after, limit, signal);
				return isEmpty(after, ids[2_999] ?? '') ? { members: [] } : page;
			};
			return run;
		};

		it('is no end if the page before shows that it is not', async () => {
			const run = truncated((after, last) => after === last);
			expect(await answerOf(run)).toMatchObject({ status: 'complete', totalCount: 3_030, requests: { gateway: 2 } });
		});

		it('is no end if the page before does not even name who was read', async () => {
			const run = truncated((after) => after !== '0');
			expect(await answerOf(run)).toMatchObject({ status: 'complete', totalCount: 3_030, via: ['gateway', 'rest'] });
			expect(run.discord.sent).toHaveLength(2);
		});
	});
});
