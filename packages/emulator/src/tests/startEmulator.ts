import { onTestFinished } from 'vitest';
import type { Clock } from '../clock/index.js';
import { DiscordEmulator } from '../DiscordEmulator.js';
import type { EmulatorOptions } from '../options/index.js';

/** Starts an emulator that stops when the test is over. */
export async function startEmulator(options: EmulatorOptions = {}, clock?: Clock): Promise<DiscordEmulator> {
	const emulator = new DiscordEmulator(options, clock);
	await emulator.start();
	onTestFinished(() => emulator.stop());
	return emulator;
}
