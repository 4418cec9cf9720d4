import type { GuildTarget, Target } from '../sides/Target.js';
import type { SmallGuildsTarget, SmallGuildsTruth } from '../smallGuilds/SmallGuildsTarget.js';

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
	readonly bots: number;
	/** Of every username, as `sumOf` sums them. */
	readonly names: number;
	/** Of the flags of every member and user. */
	readonly flags: number;
	/** Of what is read of the members that are looked up, as `sumReading` sums it. */
	readonly read: number;
}

/** The members that were changed, as they are now. */
export interface Changed {
	readonly ids: readonly string[];
	readonly digest: string;
	/** Of the updates as a listener hears them. */
	readonly heardDigest: string;
}

/** The commands of the emulator's process. */
export interface EmulatorCommands {
	/** Starts the emulator with a guild of this size; at its full speed, or with Discord's pace and limits. */
	start(options: { members: number; profile?: 'discord' }): Target;
	/** Starts the emulator with many small guilds. */
	startSmallGuilds(options: { guilds: number }): SmallGuildsTarget;
	smallGuildsTruth(options: Record<string, never>): SmallGuildsTruth;
	/** Reads every member of the world, which takes seconds in a large guild. */
	truth(options: { guild: GuildTarget }): Truth;
	/** Updates `count` members all at once, the sentinel last of them; every new nickname ends with `mark`. */
	change(options: { target: Target; count: number; mark: string }): Changed;
}
