import type { Surface } from '../measuring/Reads.js';
import type { SideName } from '../sides/index.js';

/** The reader's own case: how their bot is made, and the side of the bench that measures it. */
export interface Case {
	readonly title: string;
	readonly side: SideName;
	/** Where their code reads members from. */
	readonly surface: Surface;
	/** In the short table of the README, too. */
	readonly isShort: boolean;
}

/** Every case that a reader chooses from, after what they have today. */
export const cases: readonly Case[] = [
	{ title: 'discord.js alone', side: 'discord.js', surface: 'cache', isShort: true },
	{ title: 'rollcall, `rosterCache()`', side: 'service-roster-cache', surface: 'cache', isShort: true },
	{ title: 'rollcall, default client', side: 'service', surface: 'answer', isShort: false },
	{ title: 'rollcall, lean client', side: 'service-lean', surface: 'answer', isShort: true },
	{ title: 'rollcall, standalone', side: 'service-standalone', surface: 'answer', isShort: true },
];
