import type { Measurements } from '../measuring/Measurements.js';
import type { Report } from '../reporting/Report.js';
import type { Run } from '../rounds/Run.js';

/** Figures that are all in order; `given` replaces what it names. */
export function someMeasurements(given: Partial<Measurements> = {}): Measurements {
	return {
		bytesPerMember: 800,
		bytesAfterReads: 820,
		cpuMs: 200,
		wallMs: 300,
		peakHeapMb: 60,
		peakRssMb: 120,
		stallMs: 40,
		secondCallMs: 'refused',
		lookupUs: 1,
		roleMs: 2,
		filterMs: 3,
		updatesCpuMs: 500,
		...given,
	};
}

/** A run of discord.js at 10,000 members; `given` replaces what it names. */
export function aRun({
	measurements,
	...given
}: Partial<Omit<Run, 'measurements'>> & { measurements?: Partial<Measurements> } = {}): Run {
	const run = { side: 'discord.js', members: 10_000, round: 1, place: 1 } as const;
	return { ...run, ...given, measurements: someMeasurements(measurements) };
}

/** A report of these runs. */
export function aReport(runs: readonly Run[]): Report {
	return {
		setting: {
			date: '2026-01-02T03:04:05.000Z',
			node: 'v20.20.2',
			cpu: 'a CPU',
			cores: 2,
			memoryGb: 8,
			system: 'Linux 6',
			packages: { 'discord.js': '14.28.1' },
		},
		sides: [...new Set(runs.map(({ side }) => side))],
		members: [...new Set(runs.map(({ members }) => members))],
		runs,
	};
}
