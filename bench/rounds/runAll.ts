import type { Truth } from '../processes/EmulatorCommands.js';
import { type BenchPlan, planRounds } from './planRounds.js';
import type { Run } from './Run.js';
import { runSide, type TellTruth } from './runSide.js';

/** Runs everything, one after the other, and reports each run when it is done. */
export async function runAll(plan: BenchPlan, onRun: (run: Run, done: number, total: number) => void): Promise<Run[]> {
	const planned = planRounds(plan);
	const truths = new Map<string, Truth>();
	const runs: Run[] = [];
	for (const next of planned) {
		// The same seed makes the same world, so what is right at a size is read once.
		const tellTruth: TellTruth = async (emulator, guild) => {
			const key = `${next.members} ${guild.id}`;
			const truth = truths.get(key) ?? (await emulator.ask('truth', { guild }));
			truths.set(key, truth);
			return truth;
		};
		const run = { ...next, measurements: await runSide(next.side, next.members, tellTruth) };
		runs.push(run);
		onRun(run, runs.length, planned.length);
	}
	return runs;
}
