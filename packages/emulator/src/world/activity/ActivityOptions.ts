import { type KeysOf, requireKnownKeys } from '../../options/index.js';

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

const keys: KeysOf<ActivityOptions> = {
	...{ guildId: true, joinsPerSecond: true, leavesPerSecond: true, updatesPerSecond: true },
	...{ voicePerSecond: true, inVoice: true, messagesPerSecond: true },
};

/**
 * Refuses what would be silently without effect, and rates that are none.
 *
 * @throws RangeError naming the option
 */
export function checkActivity(options: ActivityOptions): void {
	requireKnownKeys('world.startActivity', options, keys);
	const { guildId: _, ...numbers } = options;
	for (const [key, value] of Object.entries(numbers))
		if (value !== undefined && !(Number.isFinite(value) && value >= 0))
			throw new RangeError(`world.startActivity: ${key} must be a number of 0 or more, got ${value}`);
}
