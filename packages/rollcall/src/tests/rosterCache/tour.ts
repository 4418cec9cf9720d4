import { LOOKS } from './look.js';
import { EVERY_INTENT, type Script, STEPS } from './scripts.js';

/** Before each kind of steps, so that they happen to guilds that were fetched. */
const FETCH_BOTH = ['bot.fetch', 'bot.fetch', 'bot.hold'];

/** A script in which everything happens, so that each run of the test has seen all of it. */
export function tour(seed: number): Script {
	const names = Object.entries(STEPS).flatMap(([kind, steps]) => [
		...FETCH_BOTH,
		...Object.keys(steps).flatMap((name) => around(`${kind}.${name}`)),
	]);
	const steps = names.map((name, index) => ({
		name,
		pick: index * 7 + seed,
		more: index * 5 + seed,
		look: LOOKS[(index + seed) % LOOKS.length] ?? null,
	}));
	const habits = { intents: EVERY_INTENT, isEager: seed % 2 === 0, hearsChunks: false, keepsPartials: false };
	return { seed, habits, steps };
}

/** After what makes a bot forget its members, it fetches them again. */
function around(name: string): string[] {
	const isFatal = /^session\.(lose|invalidate|recover|shortOutage|removed)|^bot\.forget$/.test(name);
	return isFatal ? [...FETCH_BOTH, name, 'bot.holdHeard', ...FETCH_BOTH] : [name];
}
