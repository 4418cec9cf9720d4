import { describe, expect, it } from 'vitest';
import { MemoryBudget } from '../memory/index.js';
import { ReplayBuffer } from './ReplayBuffer.js';

const MOST_BYTES = 1000;

function aBuffer({ dispatches = 10, budget = new MemoryBudget<ReplayBuffer>(MOST_BYTES) } = {}) {
	const buffer = new ReplayBuffer(dispatches, budget);
	const keep = (sequence: number, text = `#${sequence}`) => buffer.keep(sequence, Buffer.from(text));
	const after = (sequence: number) => buffer.after(sequence)?.map(String);
	return { buffer, keep, after };
}

describe('ReplayBuffer', () => {
	it('gives everything after a sequence number, in order', () => {
		const { keep, after } = aBuffer();
		for (const sequence of [1, 2, 4, 5]) keep(sequence);
		expect(after(2)).toEqual(['#4', '#5']);
		expect(after(5)).toEqual([]);
	});

	it('gives nothing if a part is forgotten, because a replay with a gap would be a lie', () => {
		const { keep, after } = aBuffer({ dispatches: 2 });
		for (const sequence of [1, 2, 3]) keep(sequence);
		expect(after(0)).toBeUndefined();
		expect(after(1)).toEqual(['#2', '#3']);
	});

	it('shares one budget with the others, in bytes of UTF-8, and the largest buffer forgets first', () => {
		const budget = new MemoryBudget<ReplayBuffer>(MOST_BYTES);
		const quiet = aBuffer({ budget });
		const greedy = Array.from({ length: 5 }, () => aBuffer({ budget }));
		quiet.keep(1, '한'.repeat(50));
		for (const sequence of [1, 2, 3, 4]) for (const { keep } of greedy) keep(sequence, 'x'.repeat(100));
		expect(budget.bytes).toBeLessThanOrEqual(MOST_BYTES);
		expect(quiet.after(0)).toEqual(['한'.repeat(50)]);
		expect(greedy.map(({ after }) => after(0))).toEqual(greedy.map(() => undefined));
		expect(greedy.map(({ after }) => after(3)?.length)).toEqual(greedy.map(() => 1));
	});

	it('gives its share back when it is cleared', () => {
		const budget = new MemoryBudget<ReplayBuffer>(MOST_BYTES);
		const { buffer, keep, after } = aBuffer({ budget });
		keep(1);
		buffer.clear();
		expect(budget.bytes).toBe(0);
		expect(after(0)).toBeUndefined();
	});
});
