import { expect, it } from 'vitest';
import { renderImports } from './renderImports.js';

it('shows the median of each figure, and the ratio within each process', () => {
	const rounds = [
		{ baseMs: 400, ownMs: 40, heapBytes: 1_000_000 },
		{ baseMs: 100, ownMs: 30, heapBytes: 990_000 },
		{ baseMs: 1_000, ownMs: 20, heapBytes: 1_200_000 },
	];
	expect(renderImports({ 'a library': rounds })).toContain('| a library | 400 ms | 30 ms | 0.10× | 1.00 MB | 3 |');
});
