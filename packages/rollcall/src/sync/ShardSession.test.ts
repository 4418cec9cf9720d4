import { describe, expect, it } from 'vitest';
import { ShardSession } from './ShardSession.js';

const advanceAll = (session: ShardSession, sequences: readonly (number | null)[]) =>
	sequences.map((sequence) => session.advance(sequence));

describe('ShardSession', () => {
	it('takes the first number that it hears for the next, since it may have come in the middle of a session', () => {
		expect(advanceAll(new ShardSession(true, 0), [41, 42, 43])).toEqual(['next', 'next', 'next']);
	});

	it('sees a gap once, and goes on from behind it', () => {
		expect(advanceAll(new ShardSession(true, 0), [1, 2, 5, 6])).toEqual(['next', 'next', 'gap', 'next']);
	});

	it('knows a replay of what was heard already, which moves nothing', () => {
		expect(advanceAll(new ShardSession(true, 0), [5, 5, 3, 6])).toEqual(['next', 'old', 'old', 'next']);
	});

	it('concludes nothing from a dispatch without a number', () => {
		expect(advanceAll(new ShardSession(true, 0), [null, 7, null, 8, 10])).toEqual([
			'next',
			'next',
			'next',
			'next',
			'gap',
		]);
	});

	it('counts anew in a new session, with the guilds that it announces pending', () => {
		const session = new ShardSession(false, 0);
		session.advance(900);
		session.pending.add('old');
		session.end(4014);
		session.begin(5, 1, ['a', 'b']);
		expect(session).toMatchObject({ live: true, endCode: undefined, pending: new Set(['a', 'b']) });
		expect(advanceAll(session, [2, 4])).toEqual(['next', 'gap']);
	});

	it('keeps the count over a cut and a resume, so that what was lost between them shows', () => {
		const session = new ShardSession(true, 0);
		session.advance(10);
		session.cut();
		expect(session.live).toBe(false);
		session.resume(5);
		expect(session.live).toBe(true);
		expect(session.advance(12)).toBe('gap');
	});

	it('dates itself by what is news: a replay is none, its end and a new session are', () => {
		const session = new ShardSession(true, 0);
		session.hear(10);
		session.cut();
		session.hear(20);
		expect(session.heardAt).toBe(10);
		session.resume(30);
		expect(session.heardAt).toBe(30);
		session.end(4014);
		session.hear(40);
		expect(session.heardAt).toBe(30);
		session.begin(50, 1, []);
		expect(session.heardAt).toBe(50);
	});

	it('is not suspect any more once it is heard', () => {
		const session = new ShardSession(true, 0);
		session.suspectAt = 70;
		session.hear(77);
		expect(session).toMatchObject({ suspectAt: undefined, heardAt: 77 });
	});
});
