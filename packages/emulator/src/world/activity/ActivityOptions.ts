import { type KeysOf, requireKnownKeys } from '../../options/index.js';

/** How much happens in a guild. */
export interface ActivityOptions {
	/** The first guild by default. */
	guildId?: string;
	joinsPerSecond?: number;
	leavesPerSecond?: number;
	/** Changes of nicknames and roles. */
	updatesPerSecond?: number;
	/** Joins, leaves, moves, and changes of mute and deaf in voice. */
	voicePerSecond?: number;
	/** The number of members in voice in the long run. @defaultValue a twentieth of the guild, 3 to 60 */
	inVoice?: number;
	messagesPerSecond?: number;
}

/** The activity of a community in the evening: something happens every second, and people can follow it. */
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
 * Refuses unknown options, which would silently have no effect, and wrong rates.
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
