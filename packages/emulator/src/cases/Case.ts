import type { DiscordEmulator } from '../DiscordEmulator.js';
import type { EmulatorOptions } from '../options/index.js';

/** How often a fault happens that never ends. */
export const EVER = Number.POSITIVE_INFINITY;

/** Something that goes wrong between a bot and Discord, for a bot to be looked at while it does. */
export interface Case {
	/** What goes wrong, as one sentence. */
	readonly happens: string;
	/** How its emulator differs from one on which nothing goes wrong. */
	readonly options?: EmulatorOptions;
	/** Sets what will go wrong; called when the emulator listens. */
	readonly set?: (emulator: DiscordEmulator) => void;
}
