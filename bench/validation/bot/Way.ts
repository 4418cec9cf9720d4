import type { ClientOptions } from 'discord.js';
import { cacheWithoutMembers } from 'rollcall';
import { type Side, type SideOptions, sides } from '../../demo/sides.js';
import type { SideName } from '../../sides/index.js';

/**
 * A way of a bot to get its members: the original one, the service in the same bot, or the service in a bot with a lean
 * client.
 */
export type Way = Extract<SideName, 'discord.js' | 'service' | 'service-lean'>;

/** Every way, the original first. */
export const ways: readonly Way[] = ['discord.js', 'service', 'service-lean'];

/** How a way is called in tables. */
export const titles: Readonly<Record<Way, string>> = {
	'discord.js': 'original way',
	service: 'rollcall, same bot',
	'service-lean': 'rollcall, lean client',
};

/** The call of this way. */
export function sideOf(way: Way, options: SideOptions): Side {
	return way === 'discord.js' ? sides['discord.js'](options) : sides.rollcall(options);
}

/** How the client of this way is made. */
export function clientOptionsOf(way: Way): Partial<ClientOptions> {
	return way === 'service-lean' ? { makeCache: cacheWithoutMembers() } : {};
}
