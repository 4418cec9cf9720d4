import { version } from 'discord.js';
import fc from 'fast-check';
import { expect, inject, it } from 'vitest';
import { PLAIN } from './makes.js';
import { play, type Tally } from './play.js';
import { scripts } from './scripts.js';
import { tour } from './tour.js';

const RUNS = Number(process.env.RUNS ?? 3 * inject('depth'));

it(`finds no difference between two clients with default caches (discord.js ${version})`, async () => {
	const tally: Tally = {};
	await fc.assert(
		fc.asyncProperty(scripts, (script) => play(script, [PLAIN, PLAIN], tally)),
		{ numRuns: RUNS, endOnFailure: true, examples: [[tour(1)]] },
	);
	if (process.env.TALLY) console.log(tally);
	expect(tally.shardResume).toBeGreaterThan(0);
});
