import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { Run } from './runScenario.js';
import { holedScenario, type Scenario, scenario } from './Scenario.js';

const RUNS = inject('depth') > 1 ? 100 * inject('depth') : 40;
const LIMIT_MS = 60_000 + RUNS * 1_000; // only against a run that never ends: machines are busy

/** Plays the scenarios; any fault of a run is a failure, shrunk to the smallest script that still shows it. */
async function prove(scenarios: fc.Arbitrary<Scenario>, numRuns: number): Promise<void> {
	const property = fc.asyncProperty(scenarios, async (chosen) => {
		const run = await new Run(chosen).play();
		expect(run.faults).toEqual([]);
	});
	await fc.assert(property, { numRuns });
}

describe('completeness', () => {
	it('says complete only of a list that is exact in every field, whatever goes wrong', { timeout: LIMIT_MS }, () =>
		prove(scenario, RUNS),
	);

	it('repairs a large guild exactly, or says that it did not', { timeout: LIMIT_MS }, () =>
		prove(holedScenario, Math.ceil(RUNS / 10)),
	);
});
