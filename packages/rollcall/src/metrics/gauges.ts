import type { HealthReport } from '../interfaces/FetchStatistics.js';
import type { Definition, Series } from './Definition.js';
import { driftOf, oldest, perGuild, sum } from './perGuild.js';
import { readVersion } from './readVersion.js';

const STATUSES: readonly HealthReport['status'][] = ['healthy', 'degraded', 'unhealthy'];

/** What is so at the moment of the scrape. */
export const gauges: readonly Definition[] = [
	{
		name: 'rosters',
		help: 'Guilds whose list is held, by its status.',
		labelNames: ['status'],
		read: ({ cache }) =>
			(['complete', 'stale'] as const).map((status): Series => {
				return [{ status }, cache.guilds.filter((guild) => guild.status === status).length];
			}),
	},
	{
		name: 'roster_members',
		help: 'Members in the lists that are held.',
		labelNames: ['guild'],
		read: (snapshot) => perGuild(snapshot, ({ members }) => members, sum),
	},
	{
		name: 'roster_bytes',
		help: 'Memory that the lists take.',
		labelNames: ['guild'],
		read: (snapshot) => perGuild(snapshot, ({ bytes }) => bytes, sum),
	},
	{
		name: 'roster_bytes_limit',
		help: 'Memory that the lists may take: cache.maxBytes.',
		labelNames: [],
		read: ({ cache }) => [[{}, cache.maxBytes]],
	},
	{
		name: 'roster_age_seconds',
		help: 'Time since a list was last known to be true; of several lists, that of the oldest.',
		labelNames: ['guild'],
		aggregator: 'max',
		read: (snapshot) => perGuild(snapshot, ({ vouchedAt }) => snapshot.secondsSince(vouchedAt), oldest),
	},
	{
		name: 'drift_members',
		help: "How far the lists that are kept true are from Discord's own counts of members.",
		labelNames: ['guild'],
		read: (snapshot) => perGuild(snapshot, driftOf, sum),
	},
	{
		name: 'operations_active',
		help: 'Fetches that run.',
		labelNames: [],
		read: ({ load }) => [[{}, load.fetches]],
	},
	{
		name: 'operations_waiting',
		help: "Operations that wait for the service's own rateLimit.",
		labelNames: [],
		read: ({ load }) => [[{}, load.queued]],
	},
	{
		name: 'calls_waiting',
		help: 'Calls that have no answer yet.',
		labelNames: [],
		read: ({ load }) => [[{}, load.calls]],
	},
	{
		name: 'health_status',
		help: '1 for the status that healthCheck() reports, 0 for the others.',
		labelNames: ['status'],
		read: ({ health }) => STATUSES.map((status): Series => [{ status }, Number(health.status === status)]),
	},
	{
		name: 'health_findings',
		help: 'Findings of healthCheck() that are worse than healthy, by their code.',
		labelNames: ['code'],
		read: ({ health }) => {
			const bad = health.findings.filter(({ level }) => level !== 'healthy').map(({ code }) => code);
			return [...new Set(bad)].map((code): Series => [{ code }, bad.filter((other) => other === code).length]);
		},
	},
	{
		name: 'build_info',
		help: '1, with the version of rollcall.',
		labelNames: ['version'],
		aggregator: 'first',
		read: () => [[{ version: readVersion() }, 1]],
	},
];
