import { checkRun } from '../checking/checkRun.js';
import type { Measurements } from '../measuring/Measurements.js';
import type { Changed, EmulatorCommands, Truth } from '../processes/EmulatorCommands.js';
import { RemoteProcess } from '../processes/RemoteProcess.js';
import type { SideCommands } from '../processes/SideCommands.js';
import type { Target } from '../processes/Target.js';
import type { SideName } from '../sides/index.js';
import { WrongAnswer } from './WrongAnswer.js';

const UPDATES = 10_000;

type Emulator = RemoteProcess<EmulatorCommands>;
type SideProcess = RemoteProcess<SideCommands>;

/** How the right answers are had; they are the same in every world of a size, and reading them is slow. */
export type TellTruth = (emulator: Emulator, target: Target) => Promise<Truth>;

/**
 * Measures one side once, in a fresh process, over a fresh emulator with the same world as ever.
 *
 * @throws WrongAnswer where the side answers anything but the truth
 */
export async function runSide(side: SideName, members: number, tellTruth: TellTruth): Promise<Measurements> {
	const emulator: Emulator = new RemoteProcess(
		'the emulator',
		new URL('../processes/emulatorProcess.js', import.meta.url),
	);
	const sideProcess: SideProcess = new RemoteProcess(side, new URL('../processes/sideProcess.js', import.meta.url), {
		args: [side],
		execArgv: ['--expose-gc'],
	});
	try {
		return await measure(side, sideProcess, emulator, members, tellTruth);
	} finally {
		await Promise.all([sideProcess.close(), emulator.close()]);
	}
}

async function measure(
	side: SideName,
	process: SideProcess,
	emulator: Emulator,
	members: number,
	tellTruth: TellTruth,
): Promise<Measurements> {
	const target = await emulator.ask('start', { members });
	await process.ask('connect', { target });
	const fetched = await process.ask('fetch', {});
	const read = await process.ask('read', {});
	const digests = await process.ask('digest', {});
	const truth = await tellTruth(emulator, target);
	const { changed, seen } = await update(process, emulator, target);
	const changedDigest = seen && { changedDigest: seen.digest };
	const wrong = checkRun({ fetched, read, ...digests, ...changedDigest }, truth, changed);
	if (wrong.length > 0) throw new WrongAnswer(`${side} at ${members} members: ${wrong.join('; ')}.`);
	return { ...fetched.measurements, ...read.measurements, updatesCpuMs: seen?.cpuMs ?? 'n/a' };
}

async function update(process: SideProcess, emulator: Emulator, target: Target) {
	const isWatching = await process.ask('watch', {});
	const changed: Changed = await emulator.ask('change', { target, count: UPDATES });
	const seen = isWatching ? await process.ask('watched', { ids: changed.ids }) : undefined;
	return { changed, seen };
}
