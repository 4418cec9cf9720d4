import type { GuildTarget, Target } from '../sides/Target.js';

/** The right answers about the measured guild. */
export interface Truth {
	readonly count: number;
	/** Of id, username, nickname and roles of every member. */
	readonly digest: string;
	/** Of every field that Discord sends. */
	readonly rawDigest: string;
	readonly roleSize: number;
	/** Members with a nickname. */
	readonly nicknamed: number;
}

/** The members that were changed, as they are now. */
export interface Changed {
	readonly ids: readonly string[];
	readonly digest: string;
}

/** The commands of the emulator's process. */
export interface EmulatorCommands {
	/** Starts the emulator with a guild of this size; at its full speed, or with Discord's pace and limits. */
	start(options: { members: number; profile?: 'discord' }): Target;
	/** Reads every member of the world, which takes seconds in a large guild. */
	truth(options: { guild: GuildTarget }): Truth;
	/** Updates `count` members all at once, the sentinel last of them. */
	change(options: { target: Target; count: number }): Changed;
}
