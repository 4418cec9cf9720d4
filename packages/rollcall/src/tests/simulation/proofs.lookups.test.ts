import { describe, expect, it } from 'vitest';
import { compareIds } from '../../payloads/compareIds.js';
import { aCaller, answerOf, answersOf, aRequest, aRun, rest } from './aRun.js';
import type { Run } from './runScenario.js';
import type { HappeningKind } from './SimulatedGuild.js';

/** Chunks read at the request, which come after the lookup, and before anybody doubts that they will. */
const LATE_CHUNKS = { data: 'asked' as const, holdMs: 280 };
/** … and so late that pages are read beside them. */
const LATER_CHUNKS = { ...LATE_CHUNKS, holdMs: 1_500 };
const TIMES = { leave: 100, ask: 140 };

/** Somebody who is not the bot. */
function somebody({ discord }: Run): string {
	return [...discord.guild.truth.rows.keys()].find((id) => id !== discord.botId) ?? '';
}

/** Something happens, and its event has the bot ask for that member. */
function befall(run: Run, kind: HappeningKind, userId?: string): { asked: Promise<unknown>; userId(): string } {
	const { discord } = run;
	let [chosen, look] = [userId ?? '', (_: unknown) => {}];
	discord.timers.after(TIMES.leave, () => {
		discord.happen(kind, userId);
		chosen = userId ?? discord.guild.truth.changedLast(1)[0] ?? '';
	});
	discord.timers.after(TIMES.ask, () =>
		look(run.lookUp(chosen).then(({ value, answer }) => value ?? answer.error?.code)),
	);
	return { asked: new Promise((resolve) => (look = resolve)), userId: () => chosen };
}

describe('a lookup changes nothing that the running list knows', () => {
	it('of somebody who has left: a chunk that was read before brings nobody back', async () => {
		const run = aRun({ requests: [aRequest(LATE_CHUNKS)], callers: [aCaller(), aCaller({ at: 4_000 })] });
		const { asked, userId } = befall(run, 'leave', somebody(run));
		const answers = await answersOf(run);
		expect(await asked).toBeUndefined();
		for (const { ids, status } of answers) {
			expect(status).toBe('complete');
			expect(ids).not.toContain(userId());
		}
	});

	it('of a new member that a replica does not know yet', async () => {
		const lagging = rest('ok').map((plan) => ({ ...plan, lagMs: 9_000 }));
		const run = aRun({
			requests: [aRequest(LATER_CHUNKS)],
			rest: lagging,
			callers: [aCaller(), aCaller({ at: 4_000 })],
		});
		const { asked, userId } = befall(run, 'join');
		const answers = await answersOf(run);
		expect(await asked).toMatchObject({ user: { id: userId() } });
		for (const { ids } of answers) expect(ids).toContain(userId());
	});
});

describe('a lookup that says "no member"', () => {
	it('is asked again if an update proves the membership, and a replica may not know of it yet', async () => {
		const run = aRun({ requests: [aRequest({ answer: 'silence' })], callers: [aCaller({ at: 30_000 })] });
		const { discord } = run;
		const userId = somebody(run);
		const getMember = discord.getMember.bind(discord);
		let calls = 0;
		discord.getMember = async (...args) => (calls++ === 0 ? undefined : getMember(...args));
		const { asked } = befall(run, 'update', userId);
		await run.play();
		expect(run.faults).toEqual([]);
		expect(await asked).toMatchObject({ user: { id: userId } });
		expect(calls).toBe(2);
	});

	it('ends with an error if it is said again and again, whatever the events say', async () => {
		const run = aRun({ callers: [aCaller({ at: 60_000 })] });
		const { discord } = run;
		const userId = somebody(run);
		discord.getMember = async () => undefined;
		for (let at = 50; at < 90_000; at += 5_000) discord.timers.after(at, () => discord.happen('update', userId));
		const { asked } = befall(run, 'update', userId);
		await run.play();
		expect(await asked).toBe('REST_UNAVAILABLE');
		expect(run.faults).toEqual([]);
	});
});

describe('a listener that calls forget() for everybody that it is told about', () => {
	it('gets lists that are right or labelled, and ends nothing', async () => {
		const run = aRun({
			reactions: Array(400).fill('forget'),
			blows: [{ at: 3_000, blow: { kind: 'forget', who: 3 } }],
			happenings: [{ at: 2_000, kind: 'join' }],
			callers: [aCaller(), aCaller({ at: 4_000 }), aCaller({ at: 90_000 })],
		});
		const answers = await answersOf(run); // each was judged, and came
		expect(answers.at(-1)).toMatchObject({ status: 'complete', totalCount: 11 });
	});
});

describe('a user who is forgotten while a list is proven', () => {
	it('is looked up at any moment, and nobody else is asked for again', async () => {
		for (let at = 90; at < 500; at += 5) {
			const run = aRun({ requests: [aRequest({ sizes: [9] })] }); // the last chunk 50 ms after the first
			const [first = '', second = ''] = [...run.discord.guild.truth.rows.keys()].filter(
				(id) => id !== run.discord.botId,
			);
			run.discord.timers.after(120, () => run.bot.forget(first));
			run.discord.timers.after(at, () => run.bot.forget(second));
			const { requests, ...answer } = await answerOf(run);
			expect(answer, `${at} ms`).toMatchObject({ status: 'complete', totalCount: 10, retryCount: 0 });
			expect(requests.rest, `${at} ms`).toBeLessThanOrEqual(2);
		}
	});
});

describe('a user who is forgotten by a listener who hears that the list is complete', () => {
	it.each([1, 2, 3])('is in the next complete list, though %i barriers after it stay unanswered', async (lost) => {
		const run = aRun({
			size: 2_000,
			blows: [{ at: 131, blow: { kind: 'outage', afterMs: 0 } }],
			barriers: [true, ...Array(lost).fill(false)],
			callers: [aCaller({ timeout: 1 }), aCaller({ at: 152 })],
			reactions: ['nothing', 'nothing', 'forget'],
		});
		expect((await answersOf(run)).at(-1)).toMatchObject({ status: 'complete', totalCount: 2_000 });
	});
});

describe('an answer that says two things of a member', () => {
	it('has them looked up', async () => {
		const run = aRun({ requests: [aRequest({ answer: 'silence' })] });
		const { discord } = run;
		discord.timers.after(100, () => {
			const members = [...discord.guild.truth.rows.values()];
			const chosen = members.find(({ user }) => user.id === somebody(run));
			const body = { guild_id: discord.guild.id, chunk_count: 2, nonce: discord.lastNonce };
			const chunk = (chunk_index: number, list: readonly object[]) =>
				discord.gateway.emit('GUILD_MEMBERS_CHUNK', { ...body, members: list, chunk_index });
			chunk(0, members);
			chunk(1, [{ ...chosen, nick: 'somebody else' }]);
		});
		expect(await answerOf(run)).toMatchObject({ status: 'complete', totalCount: 10, requests: { rest: 1 } });
	});

	it('costs nothing if it says the same twice', async () => {
		const run = aRun({ requests: [aRequest({ sizes: [3], repeat: [0, 1, 2, 3] })] });
		expect(await answerOf(run)).toMatchObject({ status: 'complete', requests: { gateway: 1, rest: 0 } });
	});
});

describe('events that explain no count', () => {
	/** Names as many twice as it leaves out. */
	function aWrongAnswer(run: Run, size: number, wrong: number): void {
		const { discord } = run;
		discord.timers.after(320, () => {
			const members = [...discord.guild.truth.rows.values()];
			const kept = members.slice(0, size - wrong);
			const body = { guild_id: discord.guild.id, chunk_count: 1, chunk_index: 0, nonce: discord.lastNonce };
			discord.gateway.emit('GUILD_MEMBERS_CHUNK', { ...body, members: [...kept, ...kept.slice(-wrong)] });
		});
	}

	it.each(['update', 'voice'] as const)('hide nobody who is missing (%s)', async (kind) => {
		const happenings = Array.from({ length: 60 }, (_, index) => ({ at: index * 5, kind }));
		const run = aRun({ size: 400, requests: [aRequest({ answer: 'silence' })], happenings });
		aWrongAnswer(run, 400, 30);
		const answer = await answerOf(run);
		expect(answer).toMatchObject({ status: 'complete', totalCount: 400 });
		expect(answer.retryCount).toBeGreaterThan(0);
	});

	it('hide nobody who is in none of the holes that were filled', async () => {
		const happenings = Array.from({ length: 1_200 }, (_, index) => ({ at: index, kind: 'voice' as const }));
		const run = aRun({ size: 3_500, requests: [aRequest({ answer: 'silence' })], happenings });
		const { discord } = run;
		discord.timers.after(320, () => {
			const sorted = [...discord.guild.truth.rows.values()].sort((a, b) => compareIds(a.user.id, b.user.id));
			const body = { guild_id: discord.guild.id, chunk_count: 4, nonce: discord.lastNonce };
			const chunk = (chunk_index: number, from: number, to: number) =>
				discord.gateway.emit('GUILD_MEMBERS_CHUNK', { ...body, members: sorted.slice(from, to), chunk_index });
			chunk(0, 0, 1_000);
			chunk(2, 1_700, 2_700); // before it are 700 instead of 1,000
			chunk(3, 3_200, 3_500);
		});
		expect(await answerOf(run)).toMatchObject({ status: 'complete', totalCount: 3_500 });
	});
});
