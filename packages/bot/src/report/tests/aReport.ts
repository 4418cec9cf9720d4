import { HOUR_MS } from '../../clock/index.js';
import type { ActivityReport, ReportRow, Standing } from '../judgement/ActivityReport.js';

const STANDINGS = ['inactive', 'active', 'afk', 'unknown', 'unjudged'] as const;

/** A report with this many members of each standing. */
export function aReport(
	shares: Partial<Record<Standing, number>>,
	list: Partial<ActivityReport['list']> = {},
): ActivityReport {
	const counts = Object.fromEntries(STANDINGS.map((each) => [each, shares[each] ?? 0])) as Record<Standing, number>;
	const rows = STANDINGS.flatMap((standing) => Array.from({ length: counts[standing] }, (_, n) => row(standing, n)));
	const totalActiveMs = rows.reduce((sum, { activeMs }) => sum + activeMs, 0);
	const how = { source: 'full', ageMs: 0, requests: 1, tookMs: 12 } as const;
	return {
		...{
			guildId: '1',
			roleId: '2',
			period: { from: 0, to: 7 * 24 * HOUR_MS },
			timeZone: 'UTC',
			requiredMs: 10 * HOUR_MS,
		},
		...{ coverage: 1, elapsed: 1, leastPercent: 50 },
		...{ rows, counts, bots: 0, totalActiveMs, averageActiveMs: totalActiveMs / (rows.length || 1) },
		list: { complete: true, coverage: 1, how, ...list },
	};
}

function row(standing: Standing, n: number): ReportRow {
	const hours = { active: 10 + (n % 37) ** 1.3, inactive: n % 10, afk: 0, unknown: 0, unjudged: n % 10 }[standing];
	const id = `${STANDINGS.indexOf(standing) + 1}${n}`;
	return {
		holder: { id, username: `member_${n}`, displayName: `Member ${n}`, isBot: false, joinedAt: 0 },
		...{ standing, activeMs: hours * HOUR_MS, idleMs: 0, messages: n, lastSeenAt: null, requiredMs: 10 * HOUR_MS },
		...{ coverage: 1, isExcused: standing === 'afk', hasOptedOut: false },
	};
}
