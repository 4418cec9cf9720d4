import fc from 'fast-check';
import { expect, inject, it } from 'vitest';
import type { Make } from './Bot.js';
import { play, type Tally } from './play.js';
import { scripts } from './scripts.js';
import { tour } from './tour.js';

const RUNS = process.env.RUNS ? Number(process.env.RUNS) : 8 * inject('depth');

const PLAIN: Make = { hasService: false };

it('finds no difference between two clients with default caches', async () => {
	const tally: Tally = {};
	await fc.assert(
		fc.asyncProperty(scripts, (script) => play(script, [PLAIN, PLAIN], tally)),
		{ numRuns: RUNS, endOnFailure: true, examples: [[tour(1)]] },
	);
	if (process.env.TALLY) console.log(tally);
	expect(tally.shardResume).toBeGreaterThan(0);
});
