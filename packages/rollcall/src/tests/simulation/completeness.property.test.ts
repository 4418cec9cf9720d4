import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Run } from './runScenario.js';
import { scenario } from './Scenario.js';

const RUNS = Number(process.env['ROLLCALL_SIMULATION_RUNS'] ?? 3_000);
const LIMIT_MS = 60_000 + RUNS * 40;

describe('completeness', () => {
	it('says complete only of a list that is exact in every field, whatever goes wrong', {
		timeout: LIMIT_MS,
	}, async () => {
		await fc.assert(
			fc.asyncProperty(scenario, async (chosen) => {
				const run = await new Run(chosen).play();
				expect(run.faults).toEqual([]);
			}),
			{ numRuns: RUNS },
		);
	});
});
