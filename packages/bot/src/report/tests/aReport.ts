import { type ActivityReport, STANDINGS, type Standing } from '../ActivityReport.js';

const HOUR = 3_600_000;

/** A report with so many holders of each standing. */
export function aReport(shares: Partial<Record<Standing, number>>): ActivityReport {
	const counts = Object.fromEntries(STANDINGS.map((each) => [each, shares[each] ?? 0])) as Record<Standing, number>;
	const rows = STANDINGS.flatMap((standing) => Array.from({ length: counts[standing] }, (_, n) => row(standing, n)));
	return {
		period: { from: 0, to: 7 * 24 * HOUR, firstDay: '1970-01-01', lastDay: '1970-01-07', timeZone: 'UTC', isRunning: false },
		...{ requiredHours: 10, coverage: 1, rows, counts, botCount: 0 },
		totalMs: rows.reduce((sum, { activeMs }) => sum + activeMs, 0),
		averageMs: 0,
	};
}

function row(standing: Standing, n: number) {
	const activeMs = standing === 'active' ? (10 + (n % 37) ** 1.3) * HOUR : standing === 'inactive' ? (n % 10) * HOUR : 0;
	const holder = { id: `${STANDINGS.indexOf(standing)}${n}`, name: `member ${n}`, isBot: false, joinedAt: 0 };
	return { holder, standing, activeMs, idleMs: 0, messages: 0, requiredMs: 10 * HOUR, excusedMs: 0, lastSeenAt: 0 };
}
