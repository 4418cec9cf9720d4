import { version } from 'discord.js';
import fc from 'fast-check';
import { describe, inject, it } from 'vitest';
import { hearWarnings } from '../warningsOf.js';
import { fromRoster, PLAIN } from './makes.js';
import { play } from './play.js';
import { scripts } from './scripts.js';

const RUNS = Math.max(2, 4 * (inject('depth') - 1));

describe(`a client with rosterCache() differs from one with default caches (discord.js ${version})`, () => {
	it('nowhere in any story', async () => {
		hearWarnings(); // of lists that find no room
		const runs = fc.asyncProperty(scripts, (script) => play(script, [PLAIN, fromRoster()], {}));
		await fc.assert(runs, { numRuns: RUNS, endOnFailure: true });
	});

	it('as little as two clients with default caches differ', async () => {
		const runs = fc.asyncProperty(scripts, (script) => play(script, [PLAIN, PLAIN], {}));
		await fc.assert(runs, { numRuns: Math.ceil(RUNS / 8), endOnFailure: true });
	});
});
