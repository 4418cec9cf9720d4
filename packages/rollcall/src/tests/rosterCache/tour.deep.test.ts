import { version } from 'discord.js';
import { describe, expect, inject, it } from 'vitest';
import { hearWarnings } from '../warningsOf.js';
import { fromRoster, PLAIN } from './makes.js';
import { play, type Tally } from './play.js';
import { tour } from './tour.js';

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
});
