import { describe, expect, it } from 'vitest';
import { aShard } from '../tests/aGuild.js';
import { VirtualClock } from '../tests/VirtualClock.js';
import type { ShardSession } from './ShardSession.js';

/** A session whose connection reports no heartbeats. */
function aSession(ready = true) {
	const clock = new VirtualClock();
	return { clock, session: aShard(clock, { ready, heartbeatAt: undefined }) };
}

const advanceAll = (session: ShardSession, sequences: readonly (number | null)[]) =>
	sequences.map((sequence) => session.advance(sequence));

describe('ShardSession', () => {
	it('takes the first number that it hears for the next, since it may have come in the middle of a session', () => {
		expect(advanceAll(aSession().session, [41, 42, 43])).toEqual(['next', 'next', 'next']);
	});

	it('sees a gap once, and goes on from behind it', () => {
		expect(advanceAll(aSession().session, [1, 2, 5, 6])).toEqual(['next', 'next', 'gap', 'next']);
	});

	it('knows a replay of what was heard already, which moves nothing', () => {
		expect(advanceAll(aSession().session, [5, 5, 3, 6])).toEqual(['next', 'old', 'old', 'next']);
	});

	it('concludes nothing from a dispatch without a number', () => {
		expect(advanceAll(aSession().session, [null, 7, null, 8, 10])).toEqual(['next', 'next', 'next', 'next', 'gap']);
	});

	it('starts to count again in a new session, with the guilds that it announces pending', () => {
		const session = aSession(false).session;
		session.advance(900);
		session.pending.add('old');
		session.end(4014);
		session.begin(1, ['a', 'b']);
		expect(session).toMatchObject({ live: true, endCode: undefined, pending: new Set(['a', 'b']) });
		expect(advanceAll(session, [2, 4])).toEqual(['next', 'gap']);
	});

	it('keeps the count over a cut and a resume, so that what was lost between them shows', () => {
		const session = aSession().session;
		session.advance(10);
		session.cut();
		expect(session.live).toBe(false);
		session.resume();
		expect(session.live).toBe(true);
		expect(session.advance(12)).toBe('gap');
	});

	it('is dated by new dispatches: a replay does not count, its end and a new session do', async () => {
		const { clock, session } = aSession();
		const at = async (ms: number) => clock.advance(ms - clock.now());
		await at(10);
		session.hear();
		session.cut();
		await at(20);
		session.hear();
		expect(session.heardAt).toBe(10);
		await at(30);
		session.resume();
		expect(session.heardAt).toBe(30);
		session.end(4014);
		await at(40);
		session.hear();
		expect(session.heardAt).toBe(30);
		await at(50);
		session.begin(1, []);
		expect(session.heardAt).toBe(50);
	});

	it('is not suspect any more once it is heard', async () => {
		const { clock, session } = aSession();
		await clock.advance(70);
		session.suspect();
		expect(session.isSuspect).toBe(true);
		session.hear();
		expect(session).toMatchObject({ isSuspect: false, heardAt: 70 });
	});
});
