import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../config/defaults.js';
import { overThresholds, type Watched, type WatchedList } from './overThresholds.js';

const aList = (given: Partial<WatchedList> = {}): WatchedList => {
	return { guildId: '7', members: 1_000, memberCount: 1_000, isTrue: true, ageMs: 40_000, ...given };
};
const reasonsOf = (given: Partial<Watched>) => {
	const none = { waits: { own: 0, discord: 0 }, tightest: 'burstLimit', calls: 0, lists: [] };
	return overThresholds({ limits: DEFAULT_CONFIG.health, ...none, ...given }).map(({ code, reason }) => [code, reason]);
};

describe('what is over a threshold', () => {
	it('is nothing at the thresholds themselves', () => {
		const lists = [aList({ ageMs: 600_000 }), aList({ members: 10_000, memberCount: 10_100, isTrue: true })];
		expect(reasonsOf({ waits: { own: 60_000, discord: 60_000 }, calls: 200, lists })).toEqual([]);
	});

	it('is a wait for the own limit, with the key to raise', () => {
		expect(reasonsOf({ waits: { own: 60_001, discord: 0 } })).toEqual([
			[
				'gate_saturated',
				"An operation has waited 60001 ms for the service's own rateLimit (health.longestGateWait is 60000 ms). " +
					'Raise rateLimit.burstLimit, or ask for fewer guilds at a time.',
			],
		]);
	});

	it('is a wait for Discord, whose limit nobody can raise', () => {
		expect(reasonsOf({ waits: { own: 0, discord: 60_001 } })).toEqual([
			[
				'gate_saturated',
				'An operation has waited 60001 ms for rate limits of Discord (health.longestGateWait is 60000 ms). ' +
					'Look for whoever else asks with the same token.',
			],
		]);
	});

	it('is drift, by the worst list and how many there are', () => {
		const lists = [aList({ members: 980 }), aList({ guildId: '8', members: 1_050 }), aList({ guildId: '9' })];
		expect(reasonsOf({ lists })).toEqual([
			[
				'drift',
				'The list of guild 8 has 1050 members, and Discord counts 1000; so it is with 1 more ' +
					'(health.largestDrift is 0.01). Fetch it with forceRefresh.',
			],
		]);
	});

	it('is no drift of a few members, of a stale list, or from a count that is not known', () => {
		const small = aList({ members: 20, memberCount: 30 });
		const lists = [small, aList({ members: 5, isTrue: false }), aList({ memberCount: undefined })];
		expect(reasonsOf({ lists })).toEqual([]);
	});

	it('is an old list, by the oldest of them', () => {
		const lists = [aList({ ageMs: 600_001 }), aList({ guildId: '8', ageMs: 720_000 })];
		expect(reasonsOf({ lists })).toEqual([
			[
				'unverified',
				'The list of guild 8 was last known to be true 720 s ago; so it is with 1 more ' +
					'(health.oldestList is 600000 ms). Check the gateway, and fetch it again.',
			],
		]);
	});

	it('is a crowd of calls', () => {
		expect(reasonsOf({ calls: 201 })).toEqual([
			[
				'calls_waiting',
				'201 calls wait for their answers (health.mostCalls is 200). Look at what the running operations wait for.',
			],
		]);
	});
});
