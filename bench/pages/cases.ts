import type { SideName } from '../sides/index.js';

/** The reader's own case: how their bot is made, and the side of the bench that measures it. */
export interface Case {
	readonly title: string;
	readonly side: SideName;
}

/** Every case that a reader chooses from, after what they have today. */
export const cases: readonly Case[] = [
	{ title: 'discord.js alone', side: 'discord.js' },
	{ title: 'rollcall, default client', side: 'service' },
	{ title: 'rollcall, lean client', side: 'service-lean' },
	{ title: 'rollcall, standalone', side: 'service-standalone' },
];
