import { describe, expect, it } from 'vitest';
import { answerOf, aRun, CUT } from './aRun.js';

const LARGE = 12_500;
const PAGES = 14;

/** Notes when each page is asked for (ms). */
function watched(parts: object) {
	const run = aRun({ size: LARGE, ...parts });
	const askedAt: number[] = [];
	const list = run.discord.listMembers.bind(run.discord);
	run.discord.listMembers = (...how) => {
		askedAt.push(run.clock.now());
		return list(...how);
	};
	return { run, askedAt };
}

const lost = (afterMs: number, createMs = 100) => ({
	blows: [{ at: 250, blow: { ...CUT, resumes: false, afterMs, createMs } }],
});

describe('a session that is lost in the middle of an answer', () => {
	it('has one page read while it is away, so that the windows for pages begin', async () => {
		const { run, askedAt } = watched(lost(4_000));
		expect(await answerOf(run)).toMatchObject({ status: 'complete', via: expect.arrayContaining(['rest']) });
		expect(askedAt[0]).toBe(1_250);
		expect(askedAt[1]).toBeGreaterThan(4_250);
		expect(askedAt).toHaveLength(1 + PAGES);
	});

	it('has no page read between READY and GUILD_CREATE, which would void it', async () => {
		const { run, askedAt } = watched(lost(4_000, 1_500));
		expect(await answerOf(run)).toMatchObject({ status: 'complete' });
		expect(askedAt[1]).toBeGreaterThan(5_750);
		expect(askedAt).toHaveLength(1 + PAGES);
	});

	it('has none read if it resumes as quickly as most do', async () => {
		const { run, askedAt } = watched({ blows: [{ at: 250, blow: { ...CUT, afterMs: 900 } }] });
		expect(await answerOf(run)).toMatchObject({ status: 'complete', requests: { gateway: 1, rest: 0 } });
		expect(askedAt).toEqual([]);
	});
});

describe('a walk over the pages', () => {
	it('begins again as soon as a new session could vouch for it', async () => {
		const gap = { at: 5_500, blow: { kind: 'outage' as const, afterMs: 50 } };
		const { run, askedAt } = watched({ blows: [...lost(4_000).blows, gap] });
		expect(await answerOf(run)).toMatchObject({ status: 'complete' });
		const before = askedAt.filter((at) => at > 4_000 && at < 5_500).length;
		expect(askedAt.length).toBeLessThanOrEqual(1 + before + 2 + PAGES);
	});
});
