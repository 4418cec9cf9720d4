import { version } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { hearWarnings } from '../warningsOf.js';
import { fromRoster, PLAIN } from './makes.js';
import { play, type Tally } from './play.js';
import { scripts } from './scripts.js';
import { tour } from './tour.js';

const RUNS = Math.max(2, 4 * (inject('depth') - 1));
const TOURS = Math.ceil(0.2 * inject('depth'));

describe(`a client with rosterCache() differs from one with default caches (discord.js ${version})`, () => {
	it.each(Array.from({ length: TOURS }, (_, index) => index + 1))(
		'nowhere on a tour of everything (%i)',
		async (seed) => {
			hearWarnings();
			const tally: Tally = {};
			await play(tour(seed), [PLAIN, fromRoster()], tally);
			// What was compared has happened.
			expect(tally.shardResume).toBeGreaterThan(0);
			expect(tally.shardReady).toBeGreaterThan(1);
			for (const event of ['guildMemberAdd', 'guildMemberUpdate', 'userUpdate'])
				expect(tally[event]).toBeGreaterThan(5);
		},
	);

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
