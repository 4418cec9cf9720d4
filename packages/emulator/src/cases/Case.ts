import type { DiscordEmulator } from '../DiscordEmulator.js';
import type { EmulatorOptions } from '../options/index.js';

/** The number of times for a fault that never ends. */
export const EVER = Number.POSITIVE_INFINITY;

/** Something that goes wrong between a bot and Discord, so that you can watch a bot while it happens. */
export interface Case {
	/** The fault, as one sentence. */
	readonly happens: string;
	/** How its emulator differs from one without faults. */
	readonly options?: EmulatorOptions;
	/** Sets what goes wrong. Called when the emulator listens. */
	readonly set?: (emulator: DiscordEmulator) => void;
}
