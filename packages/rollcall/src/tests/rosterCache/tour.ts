import { LOOKS } from './look.js';
import { EVERY_INTENT, type Script, STEPS } from './scripts.js';

/** What ends the lists of a bot. Afterwards it fetches them again. */
const ENDINGS = /^session\.(lose|invalidate|recover|shortOutage|removed)|^bot\.forget$/;

/** A script in which everything happens, so that each run of the test has seen all of it. */
export function tour(seed: number): Script {
	const all = Object.entries(STEPS).flatMap(([kind, steps]) => Object.keys(steps).map((name) => `${kind}.${name}`));
	const names = all.flatMap((name) => (ENDINGS.test(name) ? [name, 'bot.holdHeard', 'bot.hold'] : [name]));
	const steps = names.map((name, index) => ({
		name,
		pick: index * 7 + seed,
		more: index * 5 + seed,
		isFetched: index === 0 || ENDINGS.test(names[index - 2] ?? ''),
		look: LOOKS[(index + seed) % LOOKS.length] ?? null,
	}));
	const habits = { intents: EVERY_INTENT, isEager: seed % 2 === 0, hearsChunks: false, keepsPartials: false };
	return { seed, habits, steps };
}
