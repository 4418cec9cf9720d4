import { describe, expect, it } from 'vitest';
import { aRun } from '../tests/aReport.js';
import { summarise } from './summarise.js';

const of = { side: 'discord.js', members: 10_000, name: 'cpuMs' } as const;

describe('summarise', () => {
	it('takes the median over the rounds of this side at this size, and keeps each round in order', () => {
		const runs = [
			aRun({ round: 2, measurements: { cpuMs: 30 } }),
			aRun({ round: 1, measurements: { cpuMs: 10 } }),
			aRun({ round: 3, measurements: { cpuMs: 20 } }),
			aRun({ side: 'seyfert', measurements: { cpuMs: 1 } }),
			aRun({ members: 100_000, measurements: { cpuMs: 1 } }),
		];
		expect(summarise(runs, of)).toEqual({ value: 20, rounds: [10, 30, 20] });
	});

	it('has no figure if one round has none', () => {
		const runs = [
			aRun({ measurements: { secondCallMs: 1 } }),
			aRun({ round: 2, measurements: { secondCallMs: 'no answer' } }),
		];
		expect(summarise(runs, { ...of, name: 'secondCallMs' })).toEqual({ value: 'no answer', rounds: [1, 'no answer'] });
	});

	it('gives nothing if nothing ran', () => {
		expect(summarise([], of)).toBeUndefined();
	});
});
