import { expect, it } from 'vitest';
import { renderGoalTable } from './goalTable.js';

it('calls a miss a miss, and judges nothing without a limit', () => {
	const format = (value: number) => `${value} ms`;
	const goals = [
		{ what: 'a stall', value: 21, limit: 20, format },
		{ what: 'an answer', value: 20, limit: 20, format },
		{ what: 'a save', value: 9, format },
	];
	expect(renderGoalTable('a bot', goals).split('\n').slice(2)).toEqual([
		'| a stall | 21 ms | 20 | **missed** |',
		'| an answer | 20 ms | 20 | reached |',
		'| a save | 9 ms |  |  |',
	]);
});
