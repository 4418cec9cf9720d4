import { describe, expect, it } from 'vitest';
import { aCaller, answerOf, answersOf, aRequest, aRun, CUT, rest } from './aRun.js';

describe('a refusal', () => {
	it('of somebody else shuts the gate and leaves our chunks alone', async () => {
		for (const named of [true, false]) {
			const run = aRun({
				requests: [aRequest({ sizes: [3], paceMs: 1_500 })],
				callers: [aCaller(), aCaller({ at: 9_000, forceRefresh: true })],
			});
			run.discord.timers.after(200, () => run.discord.foreign('foreign', aRequest({ named })));
			const [first] = await answersOf(run);
			expect(first).toMatchObject({ status: 'complete', requests: { gateway: 1, rest: 0 } });
			expect(run.discord.sent).toHaveLength(1);
		}
	});

	it('of ours is waited out or gone around, with and without a nonce, and never asked for again', async () => {
		for (const named of [true, false]) {
			const run = aRun({
				size: 40,
				requests: [aRequest({ answer: 'refusal', named, refusedMs: 3_000 })],
				rest: rest('unavailable'),
			});
			expect(await answerOf(run)).toMatchObject({ status: 'complete', via: ['gateway'] });
			expect(run.discord.sent.map(({ verdict }) => verdict)).toEqual(['refused', 'accepted']);
		}
	});

	it('that came before our first fetch is heeded too', async () => {
		const run = aRun({ size: 5, callers: [aCaller({ at: 100 })] });
		for (const at of [0, 10]) run.discord.timers.after(at, () => run.discord.foreign('foreign'));
		expect((await answerOf(run)).status).toBe('complete');
		expect(run.discord.sent.every(({ wasShut }) => !wasShut)).toBe(true);
	});

	it('is foreseen if the chunks of somebody else show that the window is used', async () => {
		const run = aRun({ size: 200, callers: [aCaller({ at: 500 })] });
		run.discord.timers.after(0, () => run.discord.foreign('foreign'));
		expect(await answerOf(run)).toMatchObject({ status: 'complete', via: ['rest'] });
		expect(run.discord.sent).toEqual([]);
	});

	it('is foreseen to the end of the window, though nobody asked for the guild before', async () => {
		const callers = [10_500, 29_500].map((at) => aCaller({ at, forceRefresh: true }));
		const run = aRun({ size: 998, callers });
		run.discord.timers.after(0, () => run.discord.foreign(undefined));
		for (const { status } of await answersOf(run)) expect(status).toBe('complete');
		expect(run.discord.sent.every(({ wasShut }) => !wasShut)).toBe(true);
	});

	it('is foreseen even if those chunks came while the guild was out', async () => {
		const outage = { kind: 'outage' as const, afterMs: 200 };
		const run = aRun({ size: 998, blows: [{ at: 0, blow: outage }], callers: [aCaller({ at: 300 })] });
		run.discord.timers.after(0, () => run.discord.foreign(undefined));
		expect((await answerOf(run)).status).toBe('complete');
		expect(run.discord.sent.every(({ wasShut }) => !wasShut)).toBe(true);
	});

	it('that is replayed is older than our request, and says nothing of its window', async () => {
		const run = aRun({
			size: 2_000,
			blows: [
				{ at: 21, blow: { kind: 'foreign', nonce: undefined } },
				{ at: 41, blow: { ...CUT, kind: 'silence', afterMs: 1_009 } },
			],
			requests: [aRequest({ answer: 'refusal', named: false, refusedMs: 500 })],
		});
		expect((await answerOf(run)).status).toBe('complete');
		expect(run.discord.sent.map(({ verdict }) => verdict)).toEqual(['refused', 'lost']); // and not a third one
	});

	it.each([0, -5])('that names a wait of %i s is not answered with one request after the other', async (seconds) => {
		const run = aRun({
			requests: [aRequest({ answer: 'refusal', refusedMs: seconds * 1_000 })],
			rest: rest('unavailable'),
		});
		await answerOf(run);
		const times = run.discord.sent.map(({ at }) => at);
		for (const [index, at] of times.entries())
			if (index > 0) expect(at - (times[index - 1] ?? 0)).toBeGreaterThanOrEqual(1_000);
	});

	it('of somebody else does not open the gate that our own request has shut', async () => {
		const run = aRun({
			requests: [aRequest({ answer: 'silence' })],
			rest: rest('unavailable'),
			callers: [aCaller({ timeout: 20_000 })],
		});
		run.discord.timers.after(200, () => {
			const meta = { guild_id: run.discord.guild.id, nonce: 'foreign' };
			run.discord.gateway.emit('RATE_LIMITED', { opcode: 8, retry_after: 0, meta });
		});
		await answerOf(run);
		expect(run.discord.sent).toHaveLength(1);
	});
});
