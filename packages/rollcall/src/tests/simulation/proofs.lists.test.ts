import { describe, expect, it } from 'vitest';
import type { Answer } from '../../engine/Answer.js';
import type { GatewayDispatch } from '../../interfaces/ITransport.js';
import { aCaller, answerOf, answersOf, aRequest, aRun, CUT, LOST, rest, turmoil } from './aRun.js';
import type { Run } from './runScenario.js';

/** The member on the last page. */
const highest = ({ discord }: Run) =>
	[...discord.guild.truth.rows.keys()].reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b));
const FEW_A_CHUNK = { sizes: [3] };

describe('a chunk set proves complete', () => {
	it('only with every index: the last one, or a short one, is no end', async () => {
		const requests = Array.from({ length: 9 }, () => aRequest({ ...FEW_A_CHUNK, lose: [1] }));
		const answer = await answerOf(aRun({ requests, rest: rest('unavailable') }));
		expect(answer).toMatchObject({ status: 'partial', totalCount: 7, expectedCount: 10 });
	});

	it('in any order, each index counted once', async () => {
		const lossy = aRequest({ ...FEW_A_CHUNK, shuffle: true, repeat: [0, 1, 2, 3], lose: [2] });
		const run = aRun({ requests: Array.from({ length: 9 }, () => lossy), rest: rest('unavailable') });
		expect((await answerOf(run)).status).toBe('partial');
		const whole = aRun({ requests: [{ ...lossy, lose: [] }] });
		expect(await answerOf(whole)).toMatchObject({ status: 'complete', requests: { gateway: 1, rest: 0 } });
	});

	it('however late: what was given up as silent, or as lost, is taken when it comes after all', async () => {
		const happenings = turmoil(9_000, ['join', 'leave', 'update']);
		for (const late of [{ firstMs: 7_000 }, { firstMs: 100, paceMs: 6_000, sizes: [5] }]) {
			const run = aRun({ requests: [aRequest(late)], rest: rest('unavailable'), happenings });
			const answer = await answerOf(run);
			expect(answer).toMatchObject({ status: 'complete', via: ['gateway'] });
			expect(run.discord.sent).toHaveLength(1);
		}
	});

	it('once it is whole, even if more comes under its nonce before it is looked at', async () => {
		const run = aRun({ requests: [aRequest({ firstMs: 7_000 })], rest: rest('unavailable') });
		const { guild, gateway, timers } = run.discord;
		timers.after(8_000, () => {
			const body = { guild_id: guild.id, members: [], chunk_index: 1, chunk_count: 2, nonce: run.discord.lastNonce };
			gateway.emit('GUILD_MEMBERS_CHUNK', body);
		});
		expect(await answerOf(run)).toMatchObject({ status: 'complete', requests: { gateway: 1 } });
	});

	it('of a second request, if the client keeps the first one to itself', async () => {
		const run = aRun({ rest: rest('unavailable') });
		const send = run.discord.requestMembers.bind(run.discord);
		let asked = 0;
		run.discord.requestMembers = (...request) => (asked++ === 0 ? new Promise(() => {}) : send(...request));
		expect(await answerOf(run)).toMatchObject({ status: 'complete', via: ['gateway'] });
	});

	it('of a request that waits for its turn to be sent, which is no silence of the gateway', async () => {
		const run = aRun({ callers: [aCaller({ at: 1_000 }), aCaller({ at: 40_000, forceRefresh: true })] });
		run.discord.timers.after(30_000, async () => {
			for (let i = 0; i < 90; i++) await run.bot.shards.of(0).sendGate.take(new AbortController().signal);
		});
		const [, refreshed] = await answersOf(run);
		expect(refreshed).toMatchObject({ status: 'complete', source: 'full_fetch', retryCount: 0 });
	});

	it('not when the session has a hole by then: nobody waits for the rest of the answer any longer', async () => {
		const late = aRequest({ firstMs: 100, paceMs: 6_000, sizes: [5] });
		const run = aRun({ requests: [late], rest: rest('unavailable'), blows: [{ at: 5_500, blow: { kind: 'skip' } }] });
		run.discord.timers.after(5_510, () => run.discord.happen('update'));
		run.discord.timers.after(5_520, () => run.discord.happen('update'));
		expect(await answerOf(run)).toMatchObject({ status: 'complete', requests: { gateway: 2 } });
	});

	it('even if a dispatch was skipped and none came later, which nobody can know', async () => {
		const skip = { at: 0, blow: { kind: 'skip' as const } };
		const callers = [aCaller(), aCaller({ at: 41_301 })];
		const run = aRun({ size: 998, happenings: [{ at: 101, kind: 'join' }], blows: [skip], callers });
		expect((await answersOf(run)).map(({ status }) => status)).toEqual(['complete', 'complete']);
	});

	/** A chunk is lost, pages were read in its place, and no barrier follows. */
	const unguarded = () =>
		aRun({
			size: 3_500,
			requests: [aRequest({ lose: [1], paceMs: 10 }), aRequest({ answer: 'silence' })],
			barriers: Array(40).fill(false),
			happenings: turmoil(20_000, ['update', 'voice']),
			callers: [aCaller({ timeout: 25_000 })],
		});

	it('not with pages among its chunks, if no barrier follows', async () => {
		const answer = await answerOf(unguarded());
		expect(answer.status).not.toBe('complete');
		expect(answer.requests.rest).toBeGreaterThan(0);
	});

	it('without the pages that were read in the place of a chunk, if it comes after all', async () => {
		const run = unguarded();
		const { discord } = run;
		discord.timers.after(9_000, () => {
			const ids = [...discord.guild.truth.rows.keys()].sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
			const members = ids.slice(1_000, 2_000).flatMap((id) => discord.guild.truth.rows.get(id) ?? []);
			const body = { guild_id: discord.guild.id, members, chunk_index: 1, chunk_count: 4, nonce: discord.lastNonce };
			discord.gateway.emit('GUILD_MEMBERS_CHUNK', body);
		});
		expect(await answerOf(run)).toMatchObject({ status: 'complete', source: 'full_fetch' });
		expect(discord.sent).toHaveLength(1);
	});

	it('only by its own nonce: the chunks of somebody else fill no hole', async () => {
		const requests = Array.from({ length: 9 }, () => aRequest({ ...FEW_A_CHUNK, lose: [0], paceMs: 500 }));
		const run = aRun({ requests, rest: rest('unavailable') });
		run.discord.timers.after(200, () => {
			run.discord.requests.shutUntil = 0; // somebody with a window of their own
			run.discord.foreign('foreign', aRequest({ sizes: [2, 3, 2], paceMs: 1, sorted: false }));
		});
		expect((await answerOf(run)).status).toBe('partial');
	});

	it('only with one constant count', async () => {
		const run = aRun({
			requests: Array.from({ length: 9 }, () => aRequest({ answer: 'silence' })),
			rest: rest('unavailable'),
		});
		run.discord.timers.after(100, () => {
			const members = [...run.discord.guild.truth.rows.values()];
			const body = { guild_id: run.discord.guild.id, nonce: run.discord.lastNonce };
			const chunk = (from: number, to: number, chunk_index: number, chunk_count: number) =>
				run.discord.gateway.emit('GUILD_MEMBERS_CHUNK', {
					...body,
					members: members.slice(from, to),
					chunk_index,
					chunk_count,
				});
			chunk(0, 4, 0, 3);
			chunk(4, 7, 1, 3);
			chunk(7, 9, 2, 4); // of another answer
		});
		expect((await answerOf(run)).status).toBe('partial');
	});

	it('only if it names the bot itself', async () => {
		const run = aRun({
			size: 0,
			happenings: [
				{ at: 0, kind: 'join' },
				{ at: 1, kind: 'join' },
			],
			callers: [aCaller({ at: 100 })],
		});
		expect(await answerOf(run)).toMatchObject({ status: 'partial', code: 'INCOMPLETE', totalCount: 2 });
	});
});

describe('pages prove complete', () => {
	const twice = [aCaller(), aCaller({ at: 1_000, forceRefresh: true })];

	it('only after a barrier: a join behind the cursor may still be on its way', async () => {
		const blows = [{ at: 500, blow: { kind: 'lag' as const, afterMs: 1_500 } }];
		const run = aRun({ blows, callers: twice, rest: rest('short', 'short', 'ok'), happenings: turmoil(2_000) });
		const [, refreshed] = await answersOf(run);
		expect(refreshed?.status).toBe('complete');
		expect(refreshed?.via).toContain('rest');
	});

	it('only if the barrier is answered', async () => {
		const answer = await answerOf(
			aRun({ size: 1_500, requests: [aRequest({ answer: 'silence' })], barriers: Array(40).fill(false) }),
		);
		expect(answer.status === 'partial' || answer.via.includes('gateway')).toBe(true);
	});

	it('only from the first to an empty page: a short page is no end', async () => {
		const [, refreshed] = await answersOf(aRun({ callers: twice, rest: rest('short', 'short', 'ok') }));
		expect(refreshed).toMatchObject({ status: 'complete', totalCount: 10, source: 'full_fetch' });
	});

	it('only if they rise by id: an unsorted or repeating page voids the pass', async () => {
		for (const fault of ['unsorted', 'repeat'] as const) {
			const run = aRun({ size: 300, requests: [aRequest({ answer: 'silence' })], rest: rest('short', fault, 'ok') });
			const answer = await answerOf(run);
			expect(answer).toMatchObject({ status: 'complete', totalCount: 300 });
			expect(answer.retryCount).toBeGreaterThan(0);
		}
	});

	it('with ids compared as numbers: 17, 18 and 19 digits in one guild', async () => {
		const [, refreshed] = await answersOf(aRun({ size: 60, callers: twice, rest: rest('short', 'ok') }));
		expect(new Set(refreshed?.ids.map(({ length }) => length)).size).toBeGreaterThan(1);
		expect(refreshed).toMatchObject({ status: 'complete', source: 'full_fetch', retryCount: 0 });
	});

	it('only within one session: pages on both sides of a READY are two lists', async () => {
		const blows = [{ at: 1_250, blow: { ...LOST, afterMs: 100 } }];
		const run = aRun({ size: 2_500, callers: twice, blows, happenings: turmoil(1_800) });
		const [, refreshed] = await answersOf(run);
		expect(refreshed?.status).toBe('complete'); // by the pass, or the request, that came after
	});

	it('without a session if there is one page: complete as of ten seconds before, never for what came later', async () => {
		const away = [{ at: 0, blow: { ...CUT, afterMs: 60_000 } }];
		const kinds = ['leave', ...Array<'update'>(9).fill('update')] as const;
		const run = aRun({ size: 300, blows: away, happenings: turmoil(300, [...kinds]), callers: [aCaller({ at: 10 })] });
		expect(await answerOf(run)).toMatchObject({ status: 'complete', via: ['rest'], requests: { gateway: 0 } });
	});

	it('not without a session if there are several pages, short as the first may be', async () => {
		const blows = [{ at: 0, blow: { ...CUT, afterMs: 60_000 } }];
		const callers = [aCaller({ at: 10, timeout: 30_000 })];
		expect((await answerOf(aRun({ blows, callers, rest: rest('short', 'ok') }))).status).toBe('partial');
	});

	it('not without a session if the one page is full: those behind it may have left since', async () => {
		const run = aRun({
			size: 1_001,
			blows: [{ at: 0, blow: { ...CUT, afterMs: 60_000 } }],
			callers: [aCaller({ at: 10, timeout: 30_000 })],
		});
		run.discord.timers.after(150, () => run.discord.happen('leave', highest(run)));
		expect((await answerOf(run)).status).toBe('partial');
	});
});

describe('a caller who insists on a new list', () => {
	it('gets one, even if they join a fetch that vouches for the one in memory, at any moment of it', async () => {
		for (let turns = 0; turns < 24; turns++) {
			const run = aRun({ callers: [aCaller(), aCaller({ at: 40_000 })] });
			const { gateway, timers, guild, botId } = run.discord;
			const userId = [...guild.truth.rows.keys()].find((id) => id !== botId) ?? '';
			timers.after(39_000, () => run.bot.forget(userId));
			let forced: Promise<Answer> | undefined;
			const onAnswer = async () => {
				gateway.listeners.delete(hearer);
				for (let turn = 0; turn < turns; turn++) await undefined;
				forced = run.fetch({ forceRefresh: true });
			};
			const onDispatch = (_: number, { t }: GatewayDispatch) => void (t === 'GUILD_MEMBERS_CHUNK' && onAnswer());
			const hearer = { onDispatch, onCut: () => {}, onEnd: () => {} };
			timers.after(40_000, () => gateway.listeners.add(hearer)); // behind the service: it hears of the barrier's answer
			await answersOf(run);
			expect((await forced)?.metadata, `${turns} turns`).toMatchObject({ status: 'complete', source: 'full_fetch' });
		}
	});
});
