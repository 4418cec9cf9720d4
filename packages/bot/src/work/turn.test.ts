import { expect, it } from 'vitest';
import { turn } from './turn.js';

it('does one piece of work per turn of the event loop, for any number of loops', async () => {
	let turns = 0;
	let isOver = false;
	const count = () => {
		turns += 1;
		if (!isOver) setImmediate(count);
	};
	setImmediate(count);
	const pieces: number[] = [];
	const read = async () => {
		for (let piece = 0; piece < 10; piece++) {
			await turn();
			pieces.push(turns);
		}
	};
	await Promise.all(Array.from({ length: 20 }, read));
	isOver = true;
	expect(pieces).toHaveLength(200);
	expect(new Set(pieces).size).toBe(200);
});
