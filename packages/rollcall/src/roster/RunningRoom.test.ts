import { describe, expect, it } from 'vitest';
import { RunningRoom } from './RunningRoom.js';

const BOUNDS = { maxCacheSize: 10_000, maxBytes: 1_000_000 };

/** Notes guilds of 10 bytes, and counts them all whenever it is due. */
function keepAll(count: number) {
	const running = new RunningRoom<number>();
	const counts: number[] = [];
	for (let guild = 0; guild < count; guild++) {
		running.note(guild, { guilds: 1, bytes: 10 });
		if (!running.isDue(BOUNDS)) continue;
		const held = Array.from({ length: guild + 1 }, (_, index) => [index, { guilds: 1, bytes: 10 }] as [number, never]);
		running.count(held);
		counts.push(guild);
	}
	return { running, counts };
}

describe('RunningRoom', () => {
	it('is due now and then, and not for each of many guilds', () => {
		const { running, counts } = keepAll(2_500);
		expect(running.room).toEqual({ guilds: 2_500, bytes: 25_000 });
		expect(counts.length).toBeLessThan(120);
		expect(counts.at(-1)).toBeGreaterThan(2_000);
	});

	it('is due at each note while room is scarce, of guilds or of bytes', () => {
		const { running } = keepAll(100);
		running.count([...Array(100).keys()].map((guild) => [guild, { guilds: 1, bytes: 10 }]));
		expect(running.isDue(BOUNDS)).toBe(false);
		expect(running.isDue({ ...BOUNDS, maxCacheSize: 99 })).toBe(true);
		expect(running.isDue({ ...BOUNDS, maxBytes: 1_300 })).toBe(true);
	});

	it('counts what is noted again once, and nothing that is forgotten', () => {
		const running = new RunningRoom<string>();
		running.note('a', { guilds: 1, bytes: 5 });
		running.note('a', { guilds: 0, bytes: 7 });
		running.note('b', { guilds: 1, bytes: 1 });
		running.forget('b');
		running.forget('b');
		expect(running.room).toEqual({ guilds: 0, bytes: 7 });
	});
});
