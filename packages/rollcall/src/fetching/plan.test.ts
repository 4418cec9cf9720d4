import { describe, expect, it } from 'vitest';
import { chunkingMs, type Plan, type PlanFacts, pagesFor, planNext } from './plan.js';

const LIVE: PlanFacts = {
	gatewayLive: true,
	gateWaitMs: 0,
	memberCount: 20_000, // 1,300 ms by chunks
	gatewaySilent: false,
	restWaitMs: 0,
	restMs: 21_000,
	restSpent: false,
	restRead: false,
	savePages: false,
};
const AWAY = { gatewayLive: false };

describe('planNext', () => {
	it.each<[string, Partial<PlanFacts>, Plan]>([
		['asks an open gateway, be REST however quick', { restMs: 1 }, 'gateway'],
		['reads pages while the gate is shut for longer than they take', { gateWaitMs: 25_000 }, 'rest'],
		['reads pages even if they end with the chunks', { gateWaitMs: 19_700 }, 'rest'],
		['waits for the gate if that is sooner', { gateWaitMs: 19_699 }, 'waitForGate'],
		['waits for the gate if REST has failed', { gateWaitMs: 25_000, restSpent: true }, 'waitForGate'],
		['reads pages while the session is away', AWAY, 'rest'],
		['does so whatever the gate says', { ...AWAY, gateWaitMs: 1 }, 'rest'],
		['waits for the session if REST has failed', { ...AWAY, restSpent: true }, 'waitForConnection'],
		['waits for it if all pages are read', { ...AWAY, restRead: true }, 'waitForConnection'],
		['waits for it if more pages would prove nothing', { ...AWAY, savePages: true }, 'waitForConnection'],
		['waits for REST if it refuses, but is still sooner', { gateWaitMs: 25_000, restWaitMs: 9 }, 'waitForRest'],
		['waits for REST if it refuses and the session is away', { ...AWAY, restWaitMs: 600_000 }, 'waitForRest'],
		['asks an open gateway, be REST free or not', { restWaitMs: 9 }, 'gateway'],
		[
			'reads pages while a silent gateway is shut, be there however many by the count',
			{ gateWaitMs: 25_000, restMs: 9e9, gatewaySilent: true },
			'rest',
		],
		[
			'waits for the gate of a silent gateway if REST refuses for longer',
			{ gateWaitMs: 25_000, restWaitMs: 25_000, gatewaySilent: true },
			'waitForGate',
		],
	])('%s', (_, facts, plan) => {
		expect(planNext({ ...LIVE, ...facts })).toBe(plan);
	});
});

describe('estimates', () => {
	it('count the empty page at the end', () => {
		expect([0, 1, 1_000, 1_001].map(pagesFor)).toEqual([1, 2, 2, 3]);
	});

	it('grow with the members, from the time to the first chunk on', () => {
		expect([0, 20_000, 100_000].map(chunkingMs)).toEqual([300, 1_300, 5_300]);
	});
});
