import type { SideName } from '../sides/index.js';
import type { EmulatorCommands } from './EmulatorCommands.js';
import { RemoteProcess } from './RemoteProcess.js';
import type { SideCommands } from './SideCommands.js';

/** A side and the emulator that it is measured over, each in a process of its own. */
export interface SidePair {
	readonly emulator: RemoteProcess<EmulatorCommands>;
	readonly process: RemoteProcess<SideCommands>;
}

/** Starts a fresh process for a side and one for an emulator, and ends both when `measure` is done. */
export async function withSide<Result>(side: SideName, measure: (pair: SidePair) => Promise<Result>): Promise<Result> {
	const emulator: SidePair['emulator'] = new RemoteProcess(
		'the emulator',
		new URL('./emulatorProcess.js', import.meta.url),
	);
	const process: SidePair['process'] = new RemoteProcess(side, new URL('./sideProcess.js', import.meta.url), {
		args: [side],
		execArgv: ['--expose-gc'],
	});
	try {
		return await measure({ emulator, process });
	} finally {
		await Promise.all([process.close(), emulator.close()]);
	}
}
