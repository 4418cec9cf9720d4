/** How much goes on in a guild. */
export interface ActivityOptions {
	/** The first guild when not given. */
	guildId?: string;
	joinsPerSecond?: number;
	leavesPerSecond?: number;
	/** Nicknames and roles that change. */
	updatesPerSecond?: number;
	/** Comings, goings, moves, mutings and deafenings in voice. */
	voicePerSecond?: number;
	/** About so many are in voice in the long run. @defaultValue a twentieth of the guild, 3 to 60 */
	inVoice?: number;
	messagesPerSecond?: number;
}

/** As in a community in the evening: something happens every second, and people can follow it. */
export const livelyActivity = {
	joinsPerSecond: 0.1,
	leavesPerSecond: 0.08,
	updatesPerSecond: 0.2,
	voicePerSecond: 0.7,
	messagesPerSecond: 0.5,
} as const satisfies ActivityOptions;
