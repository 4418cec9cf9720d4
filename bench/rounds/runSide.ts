import type { Measurements } from '../measuring/Measurements.js';
import type { Changed, Truth } from '../processes/EmulatorCommands.js';
import { type SidePair, withSide } from '../processes/withSide.js';
import type { SideName } from '../sides/index.js';
import type { Target } from '../sides/Target.js';
import { checkRun } from './checkRun.js';
import { WrongAnswer } from './WrongAnswer.js';

const UPDATES = 10_000;

/** How the right answers are had; they are the same in every world of a size, and reading them is slow. */
export type TellTruth = (emulator: SidePair['emulator'], target: Target) => Promise<Truth>;

/**
 * Measures one side once, in a fresh process, over a fresh emulator with the same world as ever.
 *
 * @throws WrongAnswer if the side answers anything but the truth
 */
export function runSide(side: SideName, members: number, tellTruth: TellTruth): Promise<Measurements> {
	return withSide(side, (pair) => measure(side, pair, members, tellTruth));
}

async function measure(
	side: SideName,
	{ process, emulator }: SidePair,
	members: number,
	tellTruth: TellTruth,
): Promise<Measurements> {
	const target = await emulator.ask('start', { members });
	await process.ask('connect', { target });
	const fetched = await process.ask('fetch', {});
	const read = await process.ask('read', {});
	const digests = await process.ask('digest', {});
	const truth = await tellTruth(emulator, target);
	const { changed, seen } = await update({ process, emulator }, target);
	const changedDigest = seen && { changedDigest: seen.digest };
	const wrong = checkRun({ fetched, read, ...digests, ...changedDigest }, truth, changed);
	if (wrong.length > 0) throw new WrongAnswer(`${side} at ${members} members: ${wrong.join('; ')}.`);
	return { ...fetched.measurements, ...read.measurements, updatesCpuMs: seen?.cpuMs ?? 'n/a' };
}

async function update({ process, emulator }: SidePair, target: Target) {
	const isWatching = await process.ask('watch', {});
	const changed: Changed = await emulator.ask('change', { target, count: UPDATES });
	const seen = isWatching ? await process.ask('watched', { ids: changed.ids }) : undefined;
	return { changed, seen };
}
