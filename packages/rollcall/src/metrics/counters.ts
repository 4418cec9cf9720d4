import { ERROR_CODES } from '../errors/codes.js';
import type { Definition, Series } from './Definition.js';

/** Dispatches about members, each there from the start: of a series that begins at 1 Prometheus sees no increase. */
const EVENTS = [
	'GUILD_MEMBER_ADD',
	'GUILD_MEMBER_UPDATE',
	'GUILD_MEMBER_REMOVE',
	'GUILD_ROLE_DELETE',
	'VOICE_STATE_UPDATE',
	'USER_UPDATE',
];

/** What only grows, from the moment at which the service was made. */
export const counters: readonly Definition[] = [
	{
		name: 'fetches_total',
		help: 'Calls that were answered, by the source of the answer and how it ended.',
		labelNames: ['source', 'outcome'],
		read: ({ totals }) =>
			Object.entries(totals.answers).flatMap(([source, ends]) =>
				Object.entries(ends).map(([outcome, count]): Series => [{ source, outcome }, count]),
			),
	},
	{
		name: 'cache_hits_total',
		help: 'Calls that memory answered without a request.',
		labelNames: [],
		read: ({ totals }) => [[{}, totals.cacheHits]],
	},
	{
		name: 'joined_fetches_total',
		help: 'Calls that were answered by a fetch which another caller had begun.',
		labelNames: [],
		read: ({ totals }) => [[{}, totals.joinedFetches]],
	},
	{
		name: 'errors_total',
		help: 'Answers with an error, by its code.',
		labelNames: ['code'],
		read: ({ totals }) => Object.keys(ERROR_CODES).map((code): Series => [{ code }, totals.errors[code] ?? 0]),
	},
	{
		name: 'requests_total',
		help: 'Requests that were sent to Discord, by kind: over the gateway or by REST.',
		labelNames: ['kind'],
		read: ({ totals }) => byKey('kind', { ...totals.requests }),
	},
	{
		name: 'refusals_total',
		help: 'Requests that Discord refused for their rate, by kind.',
		labelNames: ['kind'],
		read: ({ totals }) => byKey('kind', { ...totals.refusals }),
	},
	{
		name: 'events_total',
		help: 'Dispatches about members that came, by their type.',
		labelNames: ['type'],
		read: ({ totals }) => byKey('type', { ...Object.fromEntries(EVENTS.map((name) => [name, 0])), ...totals.events }),
	},
	{
		name: 'evictions_total',
		help: 'Lists that were evicted for lack of room.',
		labelNames: [],
		read: ({ totals }) => [[{}, totals.evictions]],
	},
	{
		name: 'fenced_writes_total',
		help: 'Writes that the store refused, because the process did not own the shard any more.',
		labelNames: [],
		read: ({ totals }) => [[{}, totals.fencedWrites]],
	},
];

function byKey(label: string, counts: Readonly<Record<string, number>>): Series[] {
	return Object.entries(counts).map(([key, count]) => [{ [label]: key }, count]);
}
