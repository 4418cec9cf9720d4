import { describe, expect, it } from 'vitest';
import { ReplayBuffer } from './ReplayBuffer.js';

describe('ReplayBuffer', () => {
	it('gives what came after a sequence number, in order', () => {
		const buffer = new ReplayBuffer(10);
		for (const sequence of [1, 2, 4, 5]) buffer.keep(sequence, `#${sequence}`);
		expect(buffer.after(2)).toEqual(['#4', '#5']);
		expect(buffer.after(5)).toEqual([]);
	});

	it('gives nothing when a part of it is forgotten, because a replay with a hole would be a lie', () => {
		const buffer = new ReplayBuffer(2);
		for (const sequence of [1, 2, 3]) buffer.keep(sequence, `#${sequence}`);
		expect(buffer.after(0)).toBeUndefined();
		expect(buffer.after(1)).toEqual(['#2', '#3']);
	});
});
