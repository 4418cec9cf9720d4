import type { SideModule } from './Side.js';

/** A side of the bench. */
export interface SideEntry {
	/** Its name in tables. */
	readonly title: string;
	/** The packages that it is made of. */
	readonly packages: readonly string[];
	/** Loads its file, and with it its library: each process loads one. */
	readonly load: () => Promise<SideModule>;
	/** Why it has no figure for a measurement. */
	readonly notes: readonly string[];
}

/** The side that every ratio compares with. */
export const REFERENCE = 'discord.js';

/** Every side, in the order of the tables. */
export const sides = {
	'discord.js': {
		title: 'discord.js',
		packages: ['discord.js'],
		load: () => import('./discordJs.js'),
		notes: [],
	},
	'oceanic.js': {
		title: 'oceanic.js',
		packages: ['oceanic.js'],
		load: () => import('./oceanic.js'),
		notes: [
			'oceanic.js emits an event when Discord refuses a second call; the call itself resolves with nothing after its timeout, 15 s by default.',
		],
	},
	seyfert: {
		title: 'seyfert',
		packages: ['seyfert'],
		load: () => import('./seyfert.js'),
		notes: ['seyfert waits until Discord allows a second call and asks again.'],
	},
	discordeno: {
		title: 'discordeno',
		packages: ['@discordeno/bot'],
		load: () => import('./discordeno.js'),
		notes: [
			'discordeno keeps no members: it returns an array, which the bench holds. So there is nothing to look up by id, and events keep nothing up to date. It does not read a refusal: if Discord refuses a second call, the call never settles.',
		],
	},
	'service-roster-cache': {
		title: 'rollcall as the caches',
		packages: ['rollcall', 'discord.js'],
		load: () => import('./serviceRosterCache.js'),
		notes: [
			'rollcall as the caches: a client made with `makeCache: rosterCache()`, whose caches show the members that the service keeps.',
		],
	},
	service: {
		title: 'rollcall beside default caches',
		packages: ['rollcall', 'discord.js'],
		load: () => import('./service.js'),
		notes: [],
	},
	'service-lean': {
		title: 'rollcall, lean discord.js',
		packages: ['rollcall', 'discord.js'],
		load: () => import('./serviceLean.js'),
		notes: ['lean discord.js: a client made with `cacheWithoutMembers()`, so only the service keeps the members.'],
	},
	'service-standalone': {
		title: 'rollcall standalone',
		packages: ['rollcall', '@discordjs/ws', '@discordjs/rest'],
		load: () => import('./standalone.js'),
		notes: [
			'rollcall standalone has no discord.js, so its members are records as Discord sends them, and no GuildMembers.',
		],
	},
} as const satisfies Record<string, SideEntry>;

/** The name of a side on the command line. */
export type SideName = keyof typeof sides;

/** Every name, in the order of the tables. */
export const sideNames = Object.keys(sides) as SideName[];
