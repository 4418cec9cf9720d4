import { describe, expect, it } from 'vitest';
import type { GatewayDispatch } from '../../interfaces/ITransport.js';
import { aCaller, answerOf, answersOf, aRequest, aRun, LOST } from './aRun.js';
import type { Run } from './runScenario.js';
import type { HappeningKind } from './SimulatedGuild.js';

/** Asks when the session has lasted longer than replicas lag. */
const LATE = 12_000;
const happens = (kind: HappeningKind, ...moments: number[]) => moments.map((at) => ({ at, kind }));
const OLD_DATA = { data: 'replica' as const, lag: 1 };

/** Somebody who is not the bot. */
function somebody({ discord }: Run): string {
	return [...discord.guild.truth.rows.keys()].find((id) => id !== discord.botId) ?? '';
}

/** Something happens to them at each of the moments. */
function befall(run: Run, script: readonly (readonly [at: number, kind: HappeningKind])[]): string {
	const userId = somebody(run);
	for (const [at, kind] of script) run.discord.timers.after(at, () => run.discord.happen(kind, userId));
	return userId;
}

describe('live events', () => {
	it('win over chunk data that was read up to ten seconds before the request', async () => {
		const kinds = ['update', 'voice', 'join', 'leave', 'roleDelete'] as const;
		for (const kind of kinds) {
			const happenings = happens(kind, 3_000, 5_000, 8_000, LATE - 1, LATE + 30, LATE + 70);
			const run = aRun({ happenings, callers: [aCaller({ at: LATE })], requests: [aRequest(OLD_DATA)] });
			expect(await answerOf(run), kind).toMatchObject({ status: 'complete', requests: { gateway: 1, rest: 0 } });
		}
	});

	it('win over chunks that were read before them and sent after them', async () => {
		const happenings = (['update', 'voice', 'join', 'leave', 'roleDelete'] as const).flatMap((kind) =>
			happens(kind, 100, 150),
		);
		const run = aRun({ happenings, requests: [aRequest({ holdMs: 200 })] });
		expect(await answerOf(run)).toMatchObject({ status: 'complete', requests: { gateway: 1, rest: 0 } });
	});

	it('decide by the newest: who left and came back is in, who came back and left is out', async () => {
		const back = aRun({ callers: [aCaller({ at: LATE })], requests: [aRequest({ ...OLD_DATA, holdMs: 200 })] });
		const stays = befall(back, [
			[LATE - 3_000, 'leave'],
			[LATE - 2_000, 'comeBack'],
			[LATE + 100, 'leave'],
			[LATE + 110, 'comeBack'],
		]);
		expect((await answerOf(back)).ids).toContain(stays);
		const gone = aRun({ callers: [aCaller({ at: LATE })], requests: [aRequest({ ...OLD_DATA, holdMs: 200 })] });
		const leaver = befall(gone, [
			[LATE - 3_000, 'leave'],
			[LATE - 2_000, 'comeBack'],
			[LATE + 100, 'leave'],
		]);
		expect((await answerOf(gone)).ids).not.toContain(leaver);
	});

	it('keep the list true when it is in memory: no request, exact in every field', async () => {
		const kinds = ['update', 'voice', 'join', 'leave', 'comeBack', 'roleDelete', 'addAgain'] as const;
		const happenings = kinds.flatMap((kind) => happens(kind, 1_000, 2_000, 3_000));
		const run = aRun({ happenings, callers: [0, 1_500, 2_500, 5_000].map((at) => aCaller({ at })) });
		const answers = await answersOf(run);
		expect(answers.slice(1).map(({ cacheHit }) => cacheHit)).toEqual([true, true, true]);
	});

	it('that are replayed though they had arrived change nothing', async () => {
		const run = aRun({ callers: [aCaller(), aCaller({ at: 2_000 })] });
		const seen: GatewayDispatch[] = [];
		const hear = {
			onDispatch: (_: number, dispatch: GatewayDispatch) => seen.push(dispatch),
			onCut: () => {},
			onEnd: () => {},
		};
		run.discord.timers.after(500, () => run.discord.gateway.listeners.add(hear));
		befall(run, [
			[1_000, 'leave'],
			[1_100, 'comeBack'],
		]);
		run.discord.timers.after(1_500, () => {
			run.discord.gateway.listeners.delete(hear);
			const [leave] = seen;
			for (const listener of run.discord.gateway.listeners) if (leave) listener.onDispatch(0, leave);
		});
		const [, second] = await answersOf(run);
		expect(second).toMatchObject({ status: 'complete', totalCount: 10 });
	});

	it('of a session that was lost say nothing of the next: who left in the one may be back in the other', async () => {
		const run = aRun({
			blows: [{ at: 1_100, blow: LOST }],
			callers: [aCaller(), aCaller({ at: 3_000, timeout: 60_000 })],
		});
		const userId = befall(run, [
			[1_000, 'leave'],
			[1_200, 'comeBack'],
		]);
		const [, second] = await answersOf(run);
		expect(second?.status).toBe('complete');
		expect(second?.ids).toContain(userId);
	});

	it('of an update never bring back who has left', async () => {
		const run = aRun({ callers: [aCaller(), aCaller({ at: 1_000 })], requests: [aRequest({ holdMs: 200 })] });
		const { discord } = run;
		const member = discord.guild.truth.rows.get(befall(run, [[100, 'leave']]));
		for (const at of [110, 900]) {
			discord.timers.after(at, () =>
				discord.gateway.emit('GUILD_MEMBER_UPDATE', { guild_id: discord.guild.id, ...member }),
			);
		}
		const answers = await answersOf(run);
		expect(answers.map(({ totalCount }) => totalCount)).toEqual([9, 9]);
		expect(answers[0]?.requests.rest).toBe(0);
		expect(answers[1]?.requests).toEqual({ gateway: 1, rest: 1 }); // a list at rest looks them up, and asks for a barrier
	});

	it('of an update wait for the chunk that names the member', async () => {
		const run = aRun({ requests: [aRequest({ holdMs: 200, sizes: [3] })], happenings: happens('update', 50, 60, 70) });
		expect(await answerOf(run)).toMatchObject({ status: 'complete', requests: { gateway: 1, rest: 0 } });
	});

	it('of an update that no chunk explains cost a lookup, and a barrier, since REST may be ahead', async () => {
		const run = aRun({
			requests: [aRequest({ answer: 'silence' })],
			blows: [{ at: 90, blow: { kind: 'lag', afterMs: 900 } }],
		});
		const { discord } = run;
		const userId = befall(run, [
			[20, 'update'],
			[120, 'update'],
		]);
		discord.timers.after(60, () => {
			const members = [...discord.guild.truth.rows.values()].filter(({ user }) => user.id !== userId);
			const body = { guild_id: discord.guild.id, members, chunk_index: 0, chunk_count: 1, nonce: discord.lastNonce };
			discord.gateway.emit('GUILD_MEMBERS_CHUNK', body);
		});
		expect(await answerOf(run)).toMatchObject({
			status: 'complete',
			totalCount: 10,
			requests: { gateway: 2, rest: 1 },
		});
	});

	it('of somebody who was forgotten cost a lookup, which enters the list in memory only behind a barrier', async () => {
		const run = aRun({
			callers: [aCaller(), aCaller({ at: 800 })],
			blows: [{ at: 500, blow: { ...LOST, kind: 'silence', afterMs: 30_000 } }],
		});
		const userId = befall(run, [[600, 'update']]); // which the dead socket never tells
		run.discord.timers.after(700, () => run.bot.forget(userId));
		const [, answer] = await answersOf(run);
		expect(answer?.ids).toContain(userId);
		expect(answer?.source).not.toBe('cache');
	});
});
