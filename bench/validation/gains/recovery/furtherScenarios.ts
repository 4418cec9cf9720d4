import type { Scenario } from '../../../demo/scenarios.js';

const CHUNK = 1000;
const possible = { group: 'possible' } as const;

/** Faults that the demo does not play. Each meets the first request for all members. */
export const furtherScenarios: readonly Scenario[] = [
	{ name: 'no answer at all', ...possible, fault: () => ({ silence: true }) },
	{ name: 'a refusal with nonce', ...possible, fault: () => ({ refuse: { retryAfter: 2 } }) },
	{
		name: 'a lost chunk, the last one short',
		...possible,
		fault: (members) => ({
			cut: [...Array<number>(Math.floor(members / CHUNK) - 1).fill(CHUNK), CHUNK / 2],
			lose: [1],
		}),
	},
	{ name: 'the last chunk lost', ...possible, fault: () => ({ lose: 'last' }) },
	{ name: 'chunks in reverse order', ...possible, fault: () => ({ order: 'reverse' }) },
	{ name: 'chunks without nonce', ...possible, fault: () => ({ stripNonce: true }) },
	{ name: 'a cut that is resumed', ...possible, fault: () => ({ after: { chunks: 2, do: 'cutResumable' } }) },
	{ name: 'a reconnect that Discord asks for', ...possible, fault: () => ({ after: { chunks: 2, do: 'reconnect' } }) },
	{ name: 'an invalidated session', ...possible, fault: () => ({ after: { chunks: 2, do: 'invalidSession' } }) },
	{ name: 'a skipped sequence number', ...possible, fault: () => ({ after: { chunks: 2, do: 'skipSequence' } }) },
	{ name: 'an outage of the guild', ...possible, happening: { chunks: 2, what: 'outage' } },
	{
		name: 'a chunk older than an event',
		...possible,
		fault: () => ({ stale: true }),
		happening: { chunks: 1, what: 'rename' },
	},
];
