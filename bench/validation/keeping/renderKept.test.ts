import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { gains } from '../gains/index.js';
import { readKept } from './readKept.js';
import { renderKept } from './renderKept.js';

const committed = {
	results: new URL('../../results/validation.json', import.meta.url),
	page: new URL('../../results/validation.md', import.meta.url),
	plot: new URL('../../results/validation.svg', import.meta.url),
};

describe('what is kept of the validation', () => {
	it.each(['results', 'page', 'plot'] as const)('follows from the committed results: the %s', async (name) => {
		const rendered = renderKept(await readKept(committed.results));
		expect(await readFile(committed[name], 'utf8'), 'run: npm run validate -- --rewrite').toBe(rendered[name]);
	});

	it('has no list in it that was called complete and is not', async () => {
		for (const { gain, found } of await readKept(committed.results)) {
			expect(found.length, gain).toBeGreaterThan(0);
			const { findLies } = gains.find(({ name }) => name === gain) ?? {};
			expect(findLies?.(found), gain).toEqual([]);
		}
	});

	it('names every promise, and says which were not measured', () => {
		const { page, results } = renderKept([]);
		for (const { promise } of gains) expect(page).toContain(`| ${promise} | not measured |  |\n`);
		expect(results).toBe('[]\n');
	});

	it('draws for a light and for a dark ground', async () => {
		const { plot } = renderKept(await readKept(committed.results));
		expect(plot).toContain('@media (prefers-color-scheme: dark)');
		expect(plot).not.toMatch(/NaN|undefined|Infinity/);
	});
});
